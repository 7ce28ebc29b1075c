package io.vipgate.app.drill;

import org.jspecify.annotations.Nullable;

/**
 * One connection with one request, and what came of it.
 *
 * @param startNs before the connect; monotonic
 * @param endNs after the answer's first line, or the failure
 * @param failure why there was no answer; null if there was one
 */
public record Attempt(long startNs, long endNs, @Nullable String failure) {
  boolean answered() {
    return failure == null;
  }
}
