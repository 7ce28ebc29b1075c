package io.vipgate.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.bench.result.Figure;
import io.vipgate.bench.stat.Samples;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class BarChartTest {
  @Test
  void aBarIsAsLongAsItsMedian() throws Exception {
    String svg = BarChart.draw("a < b", List.of(figure("vipgate", 100), figure("haproxy", 50)));

    NodeList bars =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("rect");
    // The first one is the ground.
    assertThat(bars.getLength()).isEqualTo(3);
    assertThat(width(bars, 1)).isEqualTo(2 * width(bars, 2));
  }

  private static double width(NodeList bars, int index) {
    return Double.parseDouble(((Element) bars.item(index)).getAttribute("width"));
  }

  private static Figure figure(String contender, double value) {
    return new Figure(
        "cell", contender, "rate", "unit", Figure.Better.HIGHER, Samples.of(value), "command");
  }
}
