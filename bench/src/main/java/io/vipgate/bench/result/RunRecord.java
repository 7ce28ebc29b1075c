package io.vipgate.bench.result;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.vipgate.bench.stat.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run as it is kept: the raw data behind the page.
 *
 * @param mode the mode's name
 * @param machine what it ran on, by keyword
 * @param figures with each sample
 * @param problems contenders that erred
 */
public record RunRecord(
    String mode, Map<String, String> machine, Figures figures, List<String> problems) {
  private static final ConfigRenderOptions JSON =
      ConfigRenderOptions.defaults().setOriginComments(false).setComments(false).setJson(true);

  public RunRecord {
    machine = Map.copyOf(new TreeMap<>(machine));
    problems = List.copyOf(problems);
  }

  /** As JSON, keys in order. */
  public String toJson() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("mode", mode);
    root.put("machine", machine);
    root.put("problems", problems);
    root.put("figures", figures.all().stream().map(RunRecord::toMap).toList());
    return ConfigValueFactory.fromMap(root).render(JSON);
  }

  /** The reverse of {@link #toJson}. */
  public static RunRecord fromJson(String json) {
    Config root = ConfigFactory.parseString(json);
    Map<String, String> machine = new TreeMap<>();
    root.getObject("machine").forEach((key, value) -> machine.put(key, "" + value.unwrapped()));
    List<Figure> figures = new ArrayList<>();
    root.getConfigList("figures").forEach(figure -> figures.add(fromConfig(figure)));
    return new RunRecord(
        root.getString("mode"), machine, new Figures(figures), root.getStringList("problems"));
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
        config.getString("command"));
  }
}
