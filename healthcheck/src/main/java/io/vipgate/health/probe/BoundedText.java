package io.vipgate.health.probe;

/**
 * A text that may be looked at only so often: what keeps a regular expression from running away.
 */
final class BoundedText implements CharSequence {
  private final String text;
  private int stepsLeft;

  BoundedText(String text, int steps) {
    this.text = text;
    this.stepsLeft = steps;
  }

  /** The bound was reached. */
  static final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyStepsException() {
      super("the regular expression takes too many steps on this answer", null, false, false);
    }
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (--stepsLeft < 0) {
      throw new TooManyStepsException();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
