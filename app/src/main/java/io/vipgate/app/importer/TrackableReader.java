package io.vipgate.app.importer;

import io.vipgate.app.importer.keepalived.Includes;
import io.vipgate.app.importer.keepalived.KeepalivedConfig;
import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.SourceFile;
import io.vipgate.app.importer.source.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what there is to track: {@code vrrp_script}, {@code vrrp_track_process}, files. */
final class TrackableReader {
  private static final int MAX_COUNT = 1000;
  private static final Duration MIN_INTERVAL = Duration.ofMillis(50);
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(10);
  private static final String DEFAULT = "keepalived's default";
  private static final String SHELL = "/bin/sh";

  private final KeepalivedConfig config;
  private final Includes files;
  private final Ledger ledger;

  TrackableReader(KeepalivedConfig config, Includes files, Ledger ledger) {
    this.config = config;
    this.files = files;
    this.ledger = ledger;
  }

  /** All of them, by the kind of block that names them and by their name. */
  Map<String, Map<String, Trackable>> read() {
    return Map.of(
        "track_script", read(this::script, "vrrp_script"),
        "track_process", read(this::process, "vrrp_track_process"),
        "track_file", read(this::file, "vrrp_track_file", "track_file"));
  }

  private interface Reader {
    Trackable read(String name, Statement block);
  }

  private Map<String, Trackable> read(Reader reader, String... keywords) {
    Map<String, Trackable> found = new LinkedHashMap<>();
    for (String keyword : keywords) {
      for (Statement block : config.blocks(keyword)) {
        ledger.notNeeded(block.at(), Statements.shown(block), "see where it is tracked");
        String name = block.argument().map(Word::text).orElse("");
        found.put(name, reader.read(name, block));
      }
    }
    return found;
  }

  private Trackable script(String name, Statement block) {
    String line = block.child("script").map(TrackableReader::line).orElse("");
    Sourced<Duration> interval =
        atLeast(
            MIN_INTERVAL,
            KeepalivedTime.child(block, "interval")
                .orElseGet(() -> Sourced.byDefault(block.at(), Duration.ofSeconds(1), DEFAULT)));
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("type", "script", block.at().toString()));
    settings.add(new Setting("command", Hocon.list(command(line)), block.at().toString()));
    settings.add(time("interval", interval));
    KeepalivedTime.child(block, "timeout")
        .map(timeout -> atMost(interval, atLeast(MIN_TIMEOUT, timeout)))
        .ifPresent(timeout -> settings.add(time("timeout", timeout)));
    settings.add(count(block, "rise"));
    settings.add(count(block, "fall"));
    block.children().forEach(this::judgeOfScript);
    int weight = weight(block, 0).value();
    boolean isReverse = weight(block, 0).isReverse();
    return new Trackable(
        name,
        block.at(),
        line.isEmpty() ? "" : withText(line),
        new TrackWeight(weight, isReverse),
        line.isEmpty() ? List.of() : settings);
  }

  private void judgeOfScript(Statement line) {
    switch (line.keyword()) {
      case "script", "interval", "timeout", "weight", "fall", "rise" ->
          ledger.notNeeded(line.at(), Statements.shown(line), "with vrrp_script");
      case "init_fail" ->
          ledger.replaced(
              line.at(), "init_fail", "nobody takes part before the first result is there");
      case "user" ->
          ledger.lost(
              line.at(),
              Statements.shown(line),
              "a script runs as vipgate's own user; user of the track has another one run it, which"
                  + " takes vipgate to run as root");
      default -> ledger.lost(line.at(), Statements.shown(line), "not known of a script");
    }
    Statements.with(line, Fate.NOT_NEEDED, ledger);
  }

  private Trackable process(String name, Statement block) {
    String process = block.child("process").map(TrackableReader::line).orElse("");
    boolean isMatched = block.child("param_match").isPresent();
    boolean isFull = block.child("full_command").isPresent();
    boolean isKnown =
        !process.isEmpty() && (process.startsWith("/") || !(isMatched || process.contains(" ")));
    for (Statement line : block.children()) {
      switch (line.keyword()) {
        case "process", "weight", "quorum", "full_command", "param_match" ->
            ledger.notNeeded(line.at(), Statements.shown(line), "with vrrp_track_process");
        case "delay", "fork_delay", "terminate_delay" ->
            ledger.replaced(line.at(), Statements.shown(line), "it is looked for each second");
        default -> ledger.lost(line.at(), Statements.shown(line), "not known of a process");
      }
    }
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("type", "process", block.at().toString()));
    settings.add(new Setting("process", Hocon.text(process), block.at().toString()));
    KeepalivedTime.number(block, "quorum", 1, MAX_COUNT)
        .ifPresent(
            quorum -> settings.add(new Setting("at-least", quorum.value() + "", quorum.note())));
    boolean isTracked = isKnown && (!isFull || process.startsWith("/"));
    return new Trackable(
        name, block.at(), "pidof " + process, weight(block, 1), isTracked ? settings : List.of());
  }

  private Trackable file(String name, Statement block) {
    Optional<Sourced<String>> file =
        block
            .child("file")
            .flatMap(Statement::argument)
            .filter(word -> word.text().startsWith("/"))
            .map(word -> Sourced.from(word, word.text()));
    for (Statement line : block.children()) {
      if (line.keyword().equals("init_file")) {
        ledger.lost(line.at(), Statements.shown(line), "the file is not written at the start");
      } else {
        ledger.notNeeded(line.at(), Statements.shown(line), "with " + block.keyword());
      }
    }
    List<Setting> settings =
        file.map(
                path ->
                    List.of(
                        new Setting("type", "file", block.at().toString()),
                        new Setting("file", Hocon.text(path.value()), path.note())))
            .orElse(List.of());
    return new Trackable(name, block.at(), "", weight(block, 1), settings);
  }

  private TrackWeight weight(Statement block, int byDefault) {
    Optional<Statement> line = block.child("weight");
    Optional<TrackWeight> weight = line.flatMap(TrackWeight::read);
    if (line.isPresent() && weight.isEmpty()) {
      ledger.lost(line.get().at(), Statements.shown(line.get()), "a weight is from -254 to 254");
    }
    return weight.orElse(new TrackWeight(byDefault, false));
  }

  private static Setting count(Statement block, String keyword) {
    Sourced<Integer> count =
        KeepalivedTime.number(block, keyword, 1, MAX_COUNT)
            .orElseGet(() -> Sourced.byDefault(block.at(), 1, DEFAULT));
    return new Setting(keyword, count.value().toString(), count.note());
  }

  private static Setting time(String key, Sourced<Duration> time) {
    return new Setting(key, Hocon.duration(time.value()), time.note());
  }

  private static Sourced<Duration> atLeast(Duration min, Sourced<Duration> time) {
    return time.value().compareTo(min) >= 0 ? time : time.with(min, "the least there is");
  }

  private static Sourced<Duration> atMost(Sourced<Duration> interval, Sourced<Duration> time) {
    return time.value().compareTo(interval.value()) <= 0
        ? time
        : time.with(interval.value(), "never more than the interval");
  }

  private static String line(Statement statement) {
    return statement.arguments().stream().map(Word::text).collect(Collectors.joining(" "));
  }

  /** keepalived looks for a program as a shell does, if it has no path. */
  private static List<String> command(String line) {
    return line.startsWith("/")
        ? Arrays.asList(line.strip().split("\\s+"))
        : List.of(SHELL, "-c", line);
  }

  /** With the program's text, if it is a file on this machine. */
  private String withText(String line) {
    String program = line.split("\\s", 2)[0];
    if (!program.startsWith("/")) {
      return line;
    }
    List<String> texts = files.find(program, config.file()).stream().map(SourceFile::text).toList();
    return line + "\n" + String.join("\n", texts);
  }
}
