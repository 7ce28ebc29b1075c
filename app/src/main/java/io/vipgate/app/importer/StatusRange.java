package io.vipgate.app.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** HTTP statuses from 200 to 599 as ours are written: {@code 200-299,401}. */
final class StatusRange {
  private static final int FIRST = 200;
  private static final int LAST = 599;

  private StatusRange() {}

  /** Those of a list such as {@code 200,301-308}; empty text if there is none. */
  static String ofList(String list) {
    return text(status -> isIn(list, status));
  }

  /** Those that a regular expression finds; empty text if there is none, or it is none. */
  static String ofRegex(String regex) {
    try {
      Pattern pattern = Pattern.compile(regex);
      return text(status -> pattern.matcher(Integer.toString(status)).find());
    } catch (PatternSyntaxException e) {
      return "";
    }
  }

  private static boolean isIn(String list, int status) {
    for (String range : list.split(",", -1)) {
      String[] ends = range.split("-", 2);
      int first = Numbers.parse(ends[0], 0, 999).orElse(Integer.MAX_VALUE);
      int last = Numbers.parse(ends[ends.length - 1], 0, 999).orElse(-1);
      if (first <= status && status <= last) {
        return true;
      }
    }
    return false;
  }

  private static String text(IntPredicate matches) {
    List<String> ranges = new ArrayList<>();
    for (int first = FIRST; first <= LAST; first++) {
      if (!matches.test(first)) {
        continue;
      }
      int last = first;
      while (last < LAST && matches.test(last + 1)) {
        last++;
      }
      ranges.add(first == last ? Integer.toString(first) : first + "-" + last);
      first = last;
    }
    return String.join(",", ranges);
  }
}
