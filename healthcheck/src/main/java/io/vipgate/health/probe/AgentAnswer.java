package io.vipgate.health.probe;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
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
 *   75%                       of its weight; 0% is drain
 *   maxconn:30                at most so many connections at once; 0: any number
 * </pre>
 *
 * The gravest word counts. A figure counts until another one is said.
 */
final class AgentAnswer implements DialogProbe.Judge {
  private static final Set<String> GOOD = Set.of("up", "ready");
  private static final List<String> BAD = List.of("down", "stopped", "fail", "maint", "drain");
  private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,3})%");
  private static final Pattern LIMIT = Pattern.compile("maxconn:(\\d{1,9})");
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
    Integer percentage = figure(PERCENTAGE, words);
    boolean none = percentage != null && percentage == 0;
    return new Finding(
        none || words.stream().anyMatch(BAD::contains) ? Reason.STATUS : Reason.OK,
        said,
        new AgentAdvice(none ? null : percentage, figure(LIMIT, words)));
  }

  private static boolean isKnown(String word) {
    return GOOD.contains(word)
        || BAD.contains(word)
        || PERCENTAGE.matcher(word).matches()
        || LIMIT.matcher(word).matches();
  }

  /** The last one that is there; null if there is none. */
  private static @Nullable Integer figure(Pattern kind, List<String> words) {
    Integer found = null;
    for (String word : words) {
      Matcher matcher = kind.matcher(word);
      if (matcher.matches()) {
        found = Integer.valueOf(matcher.group(1));
      }
    }
    return found;
  }
}
