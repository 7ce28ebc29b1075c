package io.vipgate.health.probe;

/**
 * How often a host is called (ICMP echo).
 *
 * @param count requests in one look, 1 to 20, the next one 20 ms after the one before
 * @param maxLossPercent how many of them may stay unanswered, 0 to 99
 */
public record EchoSettings(int count, int maxLossPercent) {
  /** Three, of which one may be lost. */
  public static final EchoSettings DEFAULT = new EchoSettings(3, 50);

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public EchoSettings {
    if (count < 1 || count > 20) {
      throw new IllegalArgumentException("count: value: %d (expected: 1 to 20)".formatted(count));
    }
    if (maxLossPercent < 0 || maxLossPercent > 99) {
      throw new IllegalArgumentException(
          "max-loss: value: %d (expected: 0 to 99 percent)".formatted(maxLossPercent));
    }
  }
}
