package io.vipgate.app.proxy;

import io.vipgate.app.journal.Journal;
import io.vipgate.app.log.ConnectionLogWriter;
import io.vipgate.lb.proxy.ConnectionLimit;
import io.vipgate.lb.proxy.RelayLoops;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What all proxies of the process share.
 *
 * @param loops where connections are relayed
 * @param limit of all their connections
 * @param connectionLog where those that are over are written down
 * @param control where everything else is decided
 * @param clock of the control loop, nanoseconds
 * @param journal where transitions are recorded
 */
public record ProxyResources(
    RelayLoops loops,
    ConnectionLimit limit,
    ConnectionLogWriter connectionLog,
    Executor control,
    LongSupplier clock,
    Journal journal) {}
