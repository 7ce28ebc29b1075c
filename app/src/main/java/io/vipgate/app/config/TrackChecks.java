package io.vipgate.app.config;

import java.util.List;
import java.util.Optional;

/** That tracking makes sense of the rest: proxies of the same file, with enough servers. */
final class TrackChecks {
  private final List<SectionValues> routers;
  private final List<SectionValues> proxies;
  private final TrackOrder order;
  private final Report report;

  TrackChecks(SectionValues root, Section proxy, Report report) {
    this.routers = root.named(VrrpSection.SECTION);
    this.proxies = root.named(proxy);
    this.report = report;
    Section check =
        proxy.sections().stream().filter(s -> s.name().equals("check")).findFirst().orElseThrow();
    this.order = new TrackOrder(proxies, check, report);
  }

  void run() {
    for (SectionValues router : routers) {
      List<SectionValues> tracks = router.named(TrackSection.SECTION);
      tracks.forEach(this::check);
      tracks.forEach(order::check);
      if (router.raw(RoleKeys.SYNC_GROUP.name()).isPresent()) {
        tracks.forEach(this::checkOfGroup);
      }
    }
  }

  /** Members that rank differently would be pulled to and fro. */
  private void checkOfGroup(SectionValues track) {
    if (!TrackSection.isFault(track)) {
      report.problem(
          track.locate(TrackSection.WEIGHT),
          "weight = 0 in a sync group, whose members rank as one; a fault takes all of them out");
    }
  }

  private void check(SectionValues track) {
    Optional<String> name = track.find(TrackSection.PROXY);
    if (name.isEmpty()) {
      return;
    }
    Optional<SectionValues> found =
        proxies.stream().filter(proxy -> proxy.name().equals(name.get())).findFirst();
    if (found.isEmpty()) {
      report.problem(
          track.locate(TrackSection.PROXY),
          "the name of a proxy in this file: one of "
              + proxies.stream().map(SectionValues::name).toList());
      return;
    }
    int servers = found.get().named(ServerSection.SECTION).size();
    track
        .find(TrackSection.AT_LEAST)
        .filter(atLeast -> track.find(TrackSection.TYPE).equals(Optional.of(TrackType.SERVERS)))
        .ifPresent(atLeast -> checkQuorum(track, atLeast, servers));
  }

  private void checkQuorum(SectionValues track, int atLeast, int servers) {
    Located at = track.locate(TrackSection.AT_LEAST);
    if (atLeast > servers) {
      report.problem(at, "at most %d, the number of its servers".formatted(servers));
    } else if (atLeast == servers && servers > 1) {
      report.warning(
          at,
          "at most %d, or each server that is ejected moves the addresses, too, and breaks the"
                  .formatted(servers - 1)
              + " connections to all others");
    }
  }
}
