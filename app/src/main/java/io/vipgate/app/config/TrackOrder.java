package io.vipgate.app.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * That a server is ejected before the addresses move on its account, whatever looks at it: a move
 * breaks every connection through this machine, and changes nothing about the server. Refused where
 * what is tracked names a server or the proxy before it, warned of where it seems to look at one.
 */
final class TrackOrder {
  private static final String APISERVER = "kube-apiserver";
  private static final Pattern SEEMS_TO_LOOK =
      Pattern.compile("apiserver|/(?:readyz|livez|healthz)\\b", Pattern.CASE_INSENSITIVE);

  private static final List<String> THIS_HOST = List.of("127.0.0.1", "localhost", "[::1]");

  private final List<SectionValues> proxies;
  private final Section check;
  private final Report report;

  /**
   * @param check that of a proxy
   */
  TrackOrder(List<SectionValues> proxies, Section check, Report report) {
    this.proxies = proxies;
    this.check = check;
    this.report = report;
  }

  void check(SectionValues track) {
    Optional<TrackType> type = track.find(TrackSection.TYPE);
    if (type.isEmpty()) {
      return;
    }
    switch (type.get()) {
      case SCRIPT ->
          track
              .find(TrackSection.COMMAND)
              .ifPresent(c -> check(track, TrackSection.COMMAND, String.join(" ", c)));
      case PROCESS ->
          track
              .find(TrackSection.PROCESS)
              .ifPresent(process -> check(track, TrackSection.PROCESS, process));
      // These follow the checks, or have nothing to do with servers, or tell nothing of it.
      case SERVERS, INTERFACE, PROXY, FILE -> {}
    }
  }

  private void check(SectionValues track, Key<?> subject, String words) {
    Optional<Duration> soonest = soonest(track);
    if (soonest.isEmpty()) {
      return;
    }
    for (SectionValues proxy : proxies) {
      Optional<Ejection> later =
          Ejection.of(proxy.single(check)).filter(e -> e.atMost().compareTo(soonest.get()) > 0);
      if (later.isEmpty()) {
        continue;
      }
      String remedy = remedy(proxy, later.get(), soonest.get());
      if (names(words, proxy)) {
        Located at = track.locate(subject);
        report.problem(at.place(), at.path(), words, remedy);
        return;
      }
      if (SEEMS_TO_LOOK.matcher(words).find()) {
        report.warning(track.locate(subject), "nothing about servers; else " + remedy);
        return;
      }
    }
  }

  private static Optional<Duration> soonest(SectionValues track) {
    Optional<Duration> interval = track.find(TrackSection.INTERVAL);
    return track
        .find(TrackSection.FALL)
        .filter(fall -> interval.isPresent())
        .map(fall -> TrackTimes.of(interval.orElseThrow(), fall, Duration.ZERO).soonest());
  }

  private static String remedy(SectionValues proxy, Ejection later, Duration soonest) {
    return ("type = servers, proxy = %s, which waits for the checks; or an interval × (fall - 1) of"
            + " at least %s, not %s, since the addresses would move before the proxy ejects a"
            + " server: %s")
        .formatted(
            proxy.name(),
            DurationText.format(later.atMost()),
            DurationText.format(soonest),
            later.formula());
  }

  /** Whether it names an apiserver, one of the proxy's servers, or the proxy's own address. */
  private static boolean names(String words, SectionValues proxy) {
    String program = words.split(" ", 2)[0];
    return program.substring(program.lastIndexOf('/') + 1).equals(APISERVER)
        || Pattern.compile(endpoints(proxy)).matcher(words).find();
  }

  private static String endpoints(SectionValues proxy) {
    List<Endpoint> known = new ArrayList<>();
    proxy
        .named(ServerSection.SECTION)
        .forEach(server -> server.find(ServerSection.ADDRESS).ifPresent(known::add));
    proxy.find(ProxySection.BIND).ifPresent(binds -> binds.forEach(known::addAll));
    return known.stream()
        .flatMap(
            endpoint ->
                Stream.concat(
                    Stream.of(endpoint.toString()),
                    THIS_HOST.stream().map(host -> host + ":" + endpoint.port())))
        .distinct()
        .map(Pattern::quote)
        .collect(Collectors.joining("|", "(?<![0-9.])(?:", ")(?![0-9])"));
  }
}
