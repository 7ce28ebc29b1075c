package io.vipgate.app.importer;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Sees what no single line shows: how virtual routers, their peers and the proxies go together. */
final class Doctor {
  private final Ledger ledger;

  Doctor(Ledger ledger) {
    this.ledger = ledger;
  }

  /** What is wrong with our own virtual routers and proxies. */
  void examine(List<Router> routers, List<ProxyDraft> proxies) {
    for (Router router : routers) {
      examineState(router);
      router.scripts().forEach(script -> examineScript(script, router, proxies));
    }
    proxies.forEach(proxy -> examinePort(proxy, routers));
  }

  private void examineState(Router router) {
    if (!router.preempt().value() && isMaster(router)) {
      ledger.trap(
          router.preempt().at(),
          "nopreempt",
          "with state MASTER keepalived does not obey it, and takes over at every start; here it is"
              + " obeyed");
    }
  }

  private void examineScript(TrackedScript script, Router router, List<ProxyDraft> proxies) {
    if (script.weight() == 0) {
      ledger.trap(
          script.at(),
          "track_script " + script.name(),
          "without a weight its failure is a FAULT: when it fails on every master, which is so when"
              + " it asks something that they share, nobody holds the addresses");
    }
    if (asksEndpoint(script, router, proxies)) {
      ledger.trap(
          script.definedAt(),
          "vrrp_script " + script.name(),
          "it asks through the load balancer: a dead server, or all of them, moves the addresses,"
              + " which helps nobody. Here dead servers are ejected, and the addresses stay");
    }
  }

  private static boolean asksEndpoint(
      TrackedScript script, Router router, List<ProxyDraft> proxies) {
    return ScriptVerdict.asksOneOf(script.command(), ScriptFates.targets(router, proxies));
  }

  private void examinePort(ProxyDraft proxy, List<Router> routers) {
    if (routers.isEmpty()) {
      return;
    }
    for (Sourced<String> bind : proxy.binds()) {
      boolean isServersOwn =
          proxy.servers().stream()
              .anyMatch(server -> portOf(server.address().value()).equals(portOf(bind.value())));
      if (isServersOwn) {
        ledger.trap(
            bind.at(),
            "bind " + bind.value(),
            "the servers' own port: an apiserver on this machine that listens on all addresses takes"
                + " it, and neither can start beside the other. Use another port such as 8443");
      }
    }
  }

  private static String portOf(String endpoint) {
    return endpoint.substring(endpoint.lastIndexOf(':') + 1);
  }

  /** What the virtual routers of this file and of a peer's have of each other. */
  void compare(List<Router> own, List<Router> peers) {
    for (Router router : own) {
      for (Router peer : peers) {
        if (router.virtualRouterId().value().equals(peer.virtualRouterId().value())) {
          compare(router, peer);
        }
      }
    }
  }

  private void compare(Router router, Router peer) {
    Set<String> own = addressesOf(router);
    Set<String> others = addressesOf(peer);
    if (own.stream().noneMatch(others::contains)) {
      ledger.trap(
          peer.virtualRouterId().at(),
          "virtual_router_id " + peer.virtualRouterId().value(),
          "%s has it, too, for other addresses: on one network they take each other for peers"
              .formatted(router.virtualRouterId().at()));
      return;
    }
    differ(!own.equals(others), router, peer, "virtual_ipaddress", "the addresses differ");
    differ(
        !router.version().value().equals(peer.version().value()),
        router,
        peer,
        "vrrp_version",
        "the version of VRRP differs");
    differ(
        router.unicast().isEmpty() != peer.unicast().isEmpty(),
        router,
        peer,
        "unicast_peer",
        "the way to send adverts (unicast or multicast) differs");
    differ(
        !router.advertInterval().value().equals(peer.advertInterval().value()),
        router,
        peer,
        "advert_int",
        "the interval differs");
    differ(
        !router.password().map(Sourced::value).equals(peer.password().map(Sourced::value)),
        router,
        peer,
        "auth_pass",
        "the password differs");
    comparePriorities(router, peer);
    router.scripts().forEach(script -> compareWeight(script, router, peer));
  }

  private void differ(
      boolean isDifferent, Router router, Router peer, String statement, String what) {
    if (isDifferent) {
      ledger.trap(
          peer.at(),
          statement,
          "%s from that of %s: each drops the other's adverts, and both are masters"
              .formatted(what, router.at()));
    }
  }

  private void comparePriorities(Router router, Router peer) {
    boolean areEqual = router.priority().value().equals(peer.priority().value());
    if (areEqual) {
      ledger.trap(
          peer.priority().at(),
          "priority " + peer.priority().value(),
          "%s has the same: the higher IP address decides. Give each master its own"
              .formatted(router.priority().at()));
    }
    if (isMaster(router) && isMaster(peer)) {
      ledger.trap(
          peer.state().at(),
          "state MASTER",
          "%s is one, too: both hold the addresses for a moment at every start%s"
              .formatted(
                  router.state().at(), areEqual ? ", and with equal priorities for longer" : ""));
    }
  }

  private void compareWeight(TrackedScript script, Router router, Router peer) {
    int own = router.priority().value();
    int other = peer.priority().value();
    int weight = script.weight();
    boolean isTooSmall =
        (weight < 0 && own > other && own + weight > other)
            || (weight > 0 && own > other && own > other + weight);
    if (isTooSmall) {
      ledger.trap(
          script.at(),
          "track_script " + script.name(),
          String.format(
              Locale.ROOT,
              "weight %d is too small: with priorities %d and %d its failure moves nothing",
              weight,
              own,
              other));
    }
  }

  private static boolean isMaster(Router router) {
    return router.state().value().equals("MASTER");
  }

  private static Set<String> addressesOf(Router router) {
    return router.addresses().stream()
        .map(address -> address.value().replaceFirst("/.*", ""))
        .collect(Collectors.toSet());
  }
}
