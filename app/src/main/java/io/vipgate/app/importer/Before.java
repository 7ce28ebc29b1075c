package io.vipgate.app.importer;

import java.time.Duration;
import java.util.Optional;

/**
 * What the times of the input amount to.
 *
 * @param ejected from a server's death to its being out of rotation, at most; empty: never
 * @param returned from its recovery to its being back, about; empty: at once
 * @param connectBudget how long a client may wait for a server; empty: without end
 * @param clientIdle after which a silent client is cut off; empty: never
 * @param serverIdle after which a silent server is cut off; empty: never
 * @param resets whether connections of a dead server are reset
 */
record Before(
    Optional<Duration> ejected,
    Optional<Duration> returned,
    Optional<Duration> connectBudget,
    Optional<Duration> clientIdle,
    Optional<Duration> serverIdle,
    boolean resets) {}
