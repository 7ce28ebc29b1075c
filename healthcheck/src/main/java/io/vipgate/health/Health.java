package io.vipgate.health;

import io.vipgate.health.probe.ProbeResult;
import io.vipgate.health.probe.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one server at one moment.
 *
 * @param verdict the verdict that counts, after rise and fall
 * @param sinceNs when it was reached, on the clock of {@link HealthTracker#on}
 * @param successes ready results in a row up to now
 * @param failures other results in a row up to now; inconclusive ones are not counted and end no
 *     row
 * @param last the last result; null before the first
 */
public record Health(
    Verdict verdict, long sinceNs, int successes, int failures, @Nullable ProbeResult last) {}
