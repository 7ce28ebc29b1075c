package io.vipgate.health.probe;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The line of text in which an agent of HAProxy tells how its server does (configuration manual of
 * HAProxy, agent-check): words with blanks or commas between them, up to the end of the line or of
 * the connection.
 *
 * <pre>
 *   up  ready                 takes connections
 *   drain  maint              takes no new ones
 *   down  stopped  fail       the same: an agent that lives speaks of no death; all may be
 *                             followed by # and a reason
 *   75%   maxconn:30          a weight and a limit: noted in the evidence only
 * </pre>
 *
 * The gravest word counts.
 */
final class AgentAnswer implements DialogProbe.Judge {
  private static final Set<String> GOOD = Set.of("up", "ready");
  private static final List<String> BAD = List.of("down", "stopped", "fail", "maint", "drain");
  private static final Pattern FIGURE = Pattern.compile("\\d{1,3}%|maxconn:\\d{1,9}");
  private static final String WORDS =
      "up, ready, drain, maint, down, stopped, fail, or a percentage";

  @Override
  public @Nullable Finding judge(byte[] answer, boolean complete) {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    int end = indexOfEnd(text);
    if (end < 0 && !complete) {
      return null;
    }
    return judge((end < 0 ? text : text.substring(0, end)).strip());
  }

  private static int indexOfEnd(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n' || text.charAt(i) == '\r' || text.charAt(i) == 0) {
        return i;
      }
    }
    return -1;
  }

  private static Finding judge(String line) {
    String said =
        "the agent says \"%s\""
            .formatted(BytePattern.excerpt(line.getBytes(StandardCharsets.ISO_8859_1)));
    int hash = line.indexOf('#');
    List<String> words =
        List.of(
            (hash < 0 ? line : line.substring(0, hash))
                .strip()
                .toLowerCase(Locale.ROOT)
                .split("[ ,\t]+"));
    boolean known = words.stream().allMatch(AgentAnswer::isKnown);
    if (!known) {
      return new Finding(Reason.BAD_ANSWER, "%s (expected: %s)".formatted(said, WORDS));
    }
    return words.stream().anyMatch(BAD::contains)
        ? new Finding(Reason.STATUS, said)
        : new Finding(Reason.OK, said);
  }

  private static boolean isKnown(String word) {
    return GOOD.contains(word) || BAD.contains(word) || FIGURE.matcher(word).matches();
  }
}
