package io.vipgate.bench.result;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.vipgate.bench.stat.Samples;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One run as it is kept: the raw data behind the page.
 *
 * @param mode the mode's name
 * @param machine what it began on, by keyword
 * @param apart in what the machine differed when a cell was measured, by cell; see {@link
 *     Machine#difference}
 * @param figures with each sample
 * @param problems contenders that erred
 * @param settings the contenders' configuration files
 */
public record RunRecord(
    String mode,
    Map<String, String> machine,
    Map<String, String> apart,
    Figures figures,
    List<String> problems,
    Map<String, String> settings) {
  private static final String CAPPED_FROM = "capped-from";

  private static final ConfigRenderOptions JSON =
      ConfigRenderOptions.defaults().setOriginComments(false).setComments(false).setJson(true);

  public RunRecord {
    machine = Map.copyOf(new TreeMap<>(machine));
    apart = Map.copyOf(apart);
    problems = List.copyOf(problems);
    settings = Map.copyOf(settings);
  }

  /** The same without what was measured in these cells. */
  public RunRecord without(Collection<String> cells) {
    return new RunRecord(
        mode,
        machine,
        apart.entrySet().stream()
            .filter(entry -> !cells.contains(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
        new Figures(figures.all().stream().filter(f -> !cells.contains(f.cell())).toList()),
        problems.stream()
            .filter(problem -> cells.stream().noneMatch(cell -> problem.startsWith(cell + ":")))
            .toList(),
        settings);
  }

  /** The cells that have figures, or problems in place of them. */
  public Set<String> cells() {
    Set<String> cells = new TreeSet<>();
    figures.all().forEach(figure -> cells.add(figure.cell()));
    problems.forEach(problem -> cells.add(problem.substring(0, problem.indexOf(':'))));
    return cells;
  }

  /** As JSON, keys in order. */
  public String toJson() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("mode", mode);
    root.put("machine", machine);
    root.put("apart", apart);
    root.put("problems", problems);
    root.put("settings", settings);
    root.put("figures", figures.all().stream().map(RunRecord::toMap).toList());
    return ConfigValueFactory.fromMap(root).render(JSON);
  }

  /** The reverse of {@link #toJson}. */
  public static RunRecord fromJson(String json) {
    Config root = ConfigFactory.parseString(json);
    List<Figure> figures = new ArrayList<>();
    root.getConfigList("figures").forEach(figure -> figures.add(fromConfig(figure)));
    return new RunRecord(
        root.getString("mode"),
        texts(root, "machine"),
        root.hasPath("apart") ? texts(root, "apart") : Map.of(),
        new Figures(figures),
        root.getStringList("problems"),
        root.hasPath("settings") ? texts(root, "settings") : Map.of());
  }

  private static Map<String, String> texts(Config root, String key) {
    Map<String, String> texts = new TreeMap<>();
    root.getObject(key).forEach((name, value) -> texts.put(name, "" + value.unwrapped()));
    return texts;
  }

  private static Map<String, Object> toMap(Figure figure) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("cell", figure.cell());
    map.put("contender", figure.contender());
    map.put("metric", figure.metric());
    map.put("unit", figure.unit());
    map.put("better", figure.better().name());
    map.put("samples", figure.samples().values());
    map.put("command", figure.command());
    if (figure.cappedFrom() < Double.POSITIVE_INFINITY) {
      map.put(CAPPED_FROM, figure.cappedFrom());
    }
    return map;
  }

  private static Figure fromConfig(Config config) {
    return new Figure(
        config.getString("cell"),
        config.getString("contender"),
        config.getString("metric"),
        config.getString("unit"),
        Figure.Better.valueOf(config.getString("better")),
        new Samples(config.getDoubleList("samples")),
        config.getString("command"),
        config.hasPath(CAPPED_FROM) ? config.getDouble(CAPPED_FROM) : Double.POSITIVE_INFINITY);
  }
}
