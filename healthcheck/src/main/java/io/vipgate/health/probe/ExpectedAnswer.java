package io.vipgate.health.probe;

import org.jspecify.annotations.Nullable;

/** Holds an answer against a pattern; without one, its first byte is enough. */
final class ExpectedAnswer implements DialogProbe.Judge {
  private static final Finding ANSWERED = new Finding(Reason.OK, "answered");

  private final @Nullable BytePattern pattern;
  private final BytePattern.@Nullable Search search;

  ExpectedAnswer(@Nullable BytePattern pattern) {
    this.pattern = pattern;
    this.search = pattern == null ? null : pattern.search();
  }

  @Override
  public @Nullable Finding judge(byte[] answer, boolean complete) {
    if (search == null) {
      return ANSWERED;
    }
    Finding finding = Diagnosis.ofContent(ANSWERED, pattern, search, answer);
    return finding.reason() == Reason.OK || complete ? finding : null;
  }
}
