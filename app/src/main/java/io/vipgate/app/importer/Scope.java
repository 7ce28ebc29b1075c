package io.vipgate.app.importer;

import io.vipgate.app.importer.haproxy.HaproxyLine;
import io.vipgate.app.importer.haproxy.HaproxySection;
import io.vipgate.app.importer.source.SourceLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What holds for one proxy: its own lines after those of its defaults.
 *
 * @param front the frontend's side; the same as {@code back} for {@code listen}
 * @param back the backend's side
 * @param frontLines lines that hold for clients, the last one wins
 * @param backLines lines that hold for servers, the last one wins
 */
record Scope(
    HaproxySection front,
    HaproxySection back,
    List<HaproxyLine> frontLines,
    List<HaproxyLine> backLines) {
  Scope {
    frontLines = List.copyOf(frontLines);
    backLines = List.copyOf(backLines);
  }

  String name() {
    return front.name().orElse(front.kind());
  }

  SourceLine at() {
    return front.at();
  }

  Optional<HaproxyLine> lastFront(String... beginning) {
    return last(frontLines, beginning);
  }

  Optional<HaproxyLine> lastBack(String... beginning) {
    return last(backLines, beginning);
  }

  /** All lines of the servers' side that begin so. */
  List<HaproxyLine> allBack(String... beginning) {
    return backLines.stream().filter(line -> line.startsWith(beginning)).toList();
  }

  /** A {@code timeout} of the clients' side; 0 is none. */
  Optional<Sourced<Duration>> frontTimeout(String kind) {
    return timeout(lastFront("timeout", kind));
  }

  /** A {@code timeout} of the servers' side; 0 is none. */
  Optional<Sourced<Duration>> backTimeout(String kind) {
    return timeout(lastBack("timeout", kind));
  }

  boolean isHttp() {
    return lastFront("mode").flatMap(line -> line.word(1)).filter("http"::equals).isPresent();
  }

  private static Optional<Sourced<Duration>> timeout(Optional<HaproxyLine> line) {
    return line.flatMap(
        found ->
            found
                .word(2)
                .flatMap(HaproxyTime::parse)
                .filter(time -> !time.isZero())
                .map(time -> Sourced.at(found.at(), time)));
  }

  private static Optional<HaproxyLine> last(List<HaproxyLine> lines, String... beginning) {
    return lines.stream()
        .filter(line -> line.startsWith(beginning))
        .reduce((earlier, later) -> later);
  }
}
