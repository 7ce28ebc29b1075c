package io.vipgate.app.importer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Settles which scripts are tracked on, now that it is known what the proxies do. */
final class ScriptFates {
  private final List<ProxyDraft> proxies;
  private final Ledger ledger;

  ScriptFates(List<ProxyDraft> proxies, Ledger ledger) {
    this.proxies = proxies;
    this.ledger = ledger;
  }

  /** The same virtual routers with the scripts that stay. */
  List<Router> settle(List<Router> routers) {
    return routers.stream().map(this::settle).toList();
  }

  private Router settle(Router router) {
    Set<String> servers = targets(router, proxies);
    proxies.stream()
        .flatMap(proxy -> proxy.servers().stream())
        .map(server -> server.address().value())
        .forEach(address -> servers.add(address.substring(address.lastIndexOf(':'))));
    return router.withTracks(
        router.tracks().stream().filter(track -> stays(router, track, servers)).toList());
  }

  private boolean stays(Router router, TrackDraft track, Set<String> servers) {
    if (track.script().isEmpty()) {
      return true;
    }
    TrackedScript script = track.script().get();
    Verdict verdict = verdict(router, track, script, servers);
    ledger.add(verdict, script.at(), script.name());
    return verdict.fate() == Fate.CARRIED;
  }

  private static Verdict verdict(
      Router router, TrackDraft track, TrackedScript script, Set<String> servers) {
    Verdict verdict = ScriptVerdict.of(script.command(), servers);
    if (verdict.fate() != Fate.CARRIED) {
      return verdict;
    }
    return router.isInGroup() && script.weight() != 0
        ? new Verdict(Fate.LOST, TrackReader.GROUPS_TRACK_FAULTS)
        : new Verdict(Fate.CARRIED, "as track." + track.name());
  }

  /** The endpoint as a script may name it: the addresses, and the ports of the proxies. */
  static Set<String> targets(Router router, List<ProxyDraft> proxies) {
    Set<String> targets = new HashSet<>();
    router.addresses().forEach(address -> targets.add(address.value().replaceFirst("/.*", "")));
    proxies.stream()
        .flatMap(proxy -> proxy.binds().stream())
        .map(Sourced::value)
        .forEach(bind -> targets.add(bind.substring(bind.lastIndexOf(':'))));
    return targets;
  }
}
