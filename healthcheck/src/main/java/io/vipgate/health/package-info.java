/**
 * What many probes of one server mean: rise and fall ({@link io.vipgate.health.HealthTracker}) and
 * when the next one is due ({@link io.vipgate.health.ProbeSchedule}) are pure; {@link
 * io.vipgate.health.HealthChecker} is the edge that holds the clock, the thread and the sockets.
 */
@NullMarked
package io.vipgate.health;

import org.jspecify.annotations.NullMarked;
