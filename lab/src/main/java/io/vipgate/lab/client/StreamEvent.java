package io.vipgate.lab.client;

import io.vipgate.lab.LabException;
import io.vipgate.lab.client.Attempt.Failure;

/**
 * Something happened to a long stream. One line of the loop's output:
 *
 * <pre>
 *   STREAM kind stream atNs server failure lines
 * </pre>
 *
 * @param stream which one, from 0
 * @param atNs when, in nanoseconds of {@link io.vipgate.lab.EpochTime}
 * @param server the name that the answer gave, or "-" if there was none
 * @param failure why it ended; NONE for OPENED
 * @param lines how many lines of the answer had come
 */
public record StreamEvent(
    Kind kind, int stream, long atNs, String server, Failure failure, long lines) {
  /** What happened. */
  public enum Kind {
    /** The head of a good answer is here. */
    OPENED,
    /** An open stream ended. */
    BROKEN,
    /** It could not be opened; tried again soon. */
    REFUSED
  }

  static final String KEYWORD = "STREAM";

  String line() {
    return "%s %s %d %d %s %s %d".formatted(KEYWORD, kind, stream, atNs, server, failure, lines);
  }

  static StreamEvent parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 7 || !words[0].equals(KEYWORD)) {
      throw new LabException("stream: value: %s (expected: %s ...)".formatted(line, KEYWORD));
    }
    return new StreamEvent(
        Kind.valueOf(words[1]),
        Integer.parseInt(words[2]),
        Long.parseLong(words[3]),
        words[4],
        Failure.valueOf(words[5]),
        Long.parseLong(words[6]));
  }
}
