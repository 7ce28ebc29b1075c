package io.vipgate.bench.load;

/**
 * What one run of a load generator achieved, checked at both ends.
 *
 * @param command as typed in the client's namespace
 * @param units requests, connections or bytes that were served
 * @param seconds for how long
 * @param p50Us median latency in microseconds; 0 if the generator does not measure it
 * @param p99Us its 99th percentile
 */
public record LoadReport(String command, double units, double seconds, double p50Us, double p99Us) {
  /** Units a second. */
  public double rate() {
    return units / seconds;
  }
}
