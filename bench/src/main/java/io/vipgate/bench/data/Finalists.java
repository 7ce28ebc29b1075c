package io.vipgate.bench.data;

import io.vipgate.bench.result.Figures;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who goes on after a round of all variants: ours, no proxy at all, HAProxy with buffers as
 * packaged with one thread, with two, and with two that keep to their processors, the fastest
 * HAProxy that splices with large pipes (one round may belie it), and of each rival the variant
 * that was fastest; of HAProxy the one that was with its threads left to the kernel, too, since
 * there are bars for either.
 */
final class Finalists {
  private static final Set<Pattern> EACH_BEST_OF =
      Set.of(
          Pattern.compile(Figures.OURS),
          Pattern.compile("direct"),
          Pattern.compile("haproxy-1t"),
          Pattern.compile("haproxy-2t"),
          Pattern.compile("haproxy-2t-pinned"),
          Pattern.compile("haproxy-[12]t-splice-512k"),
          Pattern.compile("haproxy.*"),
          Pattern.compile("haproxy(?!.*pinned).*"),
          Pattern.compile("nginx.*"));

  /** Who has less of the fastest HAProxy's rate is not the best of anybody. */
  private static final double OUT_OF_REACH = 0.8;

  private Finalists() {}

  /** Names, of these contenders with their rates. */
  static Set<String> of(Map<String, Double> rates) {
    Set<String> finalists = new TreeSet<>();
    for (Pattern family : EACH_BEST_OF) {
      rates.entrySet().stream()
          .filter(entry -> family.matcher(entry.getKey()).matches())
          .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
          .ifPresent(best -> finalists.add(best.getKey()));
    }
    return finalists;
  }

  /**
   * Who may still turn out to be the best, and ours: the others' rounds would tell nothing more.
   *
   * @param rates medians, by name
   */
  static Set<String> inReach(Map<String, Double> rates) {
    double best =
        rates.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("haproxy"))
            .mapToDouble(Map.Entry::getValue)
            .max()
            .orElse(0);
    return rates.entrySet().stream()
        .filter(
            entry -> entry.getKey().equals(Figures.OURS) || entry.getValue() >= OUT_OF_REACH * best)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
