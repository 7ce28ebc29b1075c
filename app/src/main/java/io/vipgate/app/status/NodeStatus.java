package io.vipgate.app.status;

import io.vipgate.app.journal.JournalEntry;
import io.vipgate.app.proxy.ProxyStatus;
import io.vipgate.app.vrrp.VrrpStatus;
import java.util.List;

/**
 * This node at one moment: what {@code /status}, {@code vipgate status} and the status page show.
 *
 * @param version of this program
 * @param host this machine's name
 * @param uptimeSeconds since the service started
 * @param vrrp the instances, in the order of the configuration
 * @param proxies the proxies, in the order of the configuration
 * @param journal the last transitions, newest last
 */
public record NodeStatus(
    String version,
    String host,
    double uptimeSeconds,
    List<VrrpStatus> vrrp,
    List<ProxyStatus> proxies,
    List<JournalEntry> journal) {}
