/**
 * Probes: one look at one server, ending in exactly one {@link
 * io.vipgate.health.probe.ProbeResult}. A type of probe is one class and one line in {@link
 * io.vipgate.health.probe.ProbeType}.
 */
@NullMarked
package io.vipgate.health.probe;

import org.jspecify.annotations.NullMarked;
