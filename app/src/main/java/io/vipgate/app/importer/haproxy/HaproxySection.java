package io.vipgate.app.importer.haproxy;

import io.vipgate.app.importer.source.SourceLine;
import java.util.List;
import java.util.Optional;

/**
 * A section of haproxy.cfg.
 *
 * @param header its first line, such as {@code listen apiserver}
 */
public record HaproxySection(HaproxyLine header, List<HaproxyLine> lines) {
  public HaproxySection {
    lines = List.copyOf(lines);
  }

  /** {@code global}, {@code defaults}, {@code listen}, … */
  public String kind() {
    return header.words().get(0).text();
  }

  /** Its name; {@code defaults} may have none. */
  public Optional<String> name() {
    return header.word(1).filter(word -> !(kind().equals("defaults") && word.equals("from")));
  }

  /** The {@code defaults} section that it names by {@code from}. */
  public Optional<String> from() {
    for (int i = 1; i + 1 < header.words().size(); i++) {
      if (header.words().get(i).text().equals("from")) {
        return header.word(i + 1);
      }
    }
    return Optional.empty();
  }

  public SourceLine at() {
    return header.at();
  }
}
