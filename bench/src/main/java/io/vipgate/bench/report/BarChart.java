package io.vipgate.bench.report;

import io.vipgate.bench.result.Figure;
import io.vipgate.bench.result.Figures;
import java.util.List;
import java.util.Locale;

/**
 * One metric of one cell as SVG: a bar for each contender's median, a thin line from the least to
 * the greatest sample.
 */
public final class BarChart {
  private static final int WIDTH = 720;
  private static final int LABELS = 190;
  private static final int VALUES = 90;
  private static final int ROW = 22;
  private static final int TOP = 34;
  private static final int BAR = 14;

  private BarChart() {}

  /** Draws it; ours stands out. */
  public static String draw(String title, List<Figure> figures) {
    double greatest = figures.stream().mapToDouble(f -> f.samples().max()).max().orElse(1);
    double scale = (WIDTH - LABELS - VALUES) / (greatest == 0 ? 1 : greatest);
    int height = TOP + ROW * figures.size() + 8;
    StringBuilder svg = new StringBuilder();
    line(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"12\">",
        WIDTH,
        height);
    line(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", WIDTH, height);
    line(svg, "<text x=\"8\" y=\"20\" font-weight=\"bold\">%s</text>", Escape.xml(title));
    for (int i = 0; i < figures.size(); i++) {
      row(svg, figures.get(i), TOP + ROW * i, scale);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void row(StringBuilder svg, Figure figure, int y, double scale) {
    double median = figure.samples().median() * scale;
    double least = LABELS + figure.samples().min() * scale;
    double most = LABELS + figure.samples().max() * scale;
    int middle = y + BAR / 2;
    String colour = figure.contender().startsWith(Figures.OURS) ? "#1a7f5a" : "#9aa5b1";
    line(
        svg,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
        LABELS - 8,
        y + BAR - 3,
        Escape.xml(figure.contender()));
    line(
        svg,
        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
        LABELS,
        y,
        median,
        BAR,
        colour);
    line(
        svg,
        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#222\"/>",
        least,
        middle,
        most,
        middle);
    line(
        svg,
        "<text x=\"%.1f\" y=\"%d\">%s</text>",
        most + 6,
        y + BAR - 3,
        Escape.xml(Numbers.text(figure.samples().median())));
  }

  private static void line(StringBuilder svg, String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
