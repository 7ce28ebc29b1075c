package io.vipgate.app.importer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes out what could stand in the old files, but not beside each other in ours. */
final class Fitting {
  private static final String HTTP_PORT = "8404";

  private final Ledger ledger;

  Fitting(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The interface of a virtual MAC has the number in its name. */
  private Router withMacOfItsOwn(Router router, Set<Integer> numbers) {
    Sourced<Integer> id = router.virtualRouterId();
    if (!router.hasVirtualMac() || numbers.add(id.value())) {
      return router;
    }
    ledger.lost(
        id.at(),
        VirtualMacReader.KEYWORD,
        "another one with virtual_router_id %d has it, and so that virtual MAC"
            .formatted(id.value()));
    return router.withoutVirtualMac();
  }

  /** One virtual router for each interface and number, and each address once. */
  List<Router> routers(List<Router> routers) {
    Map<String, Router> byId = new HashMap<>();
    Set<String> addresses = new HashSet<>();
    Set<Integer> virtualMacs = new HashSet<>();
    List<Router> fitting = new ArrayList<>();
    for (Router router : routers) {
      String id = router.interfaceName().value() + " " + router.virtualRouterId().value();
      Router first = byId.putIfAbsent(id, router);
      if (first != null) {
        ledger.trap(
            router.virtualRouterId().at(),
            "virtual_router_id " + router.virtualRouterId().value(),
            "%s has it on the same interface: vrrp.%s is left out, give it a number of its own"
                .formatted(first.virtualRouterId().at(), router.name()));
        continue;
      }
      List<Sourced<String>> own =
          router.addresses().stream().filter(address -> isNew(address, addresses)).toList();
      if (own.size() == router.addresses().size()) {
        fitting.add(withMacOfItsOwn(router, virtualMacs));
      } else {
        ledger.lost(
            router.at(), "vrrp_instance " + router.name(), "left out: another has its address");
      }
    }
    return fitting;
  }

  private static boolean isNew(Sourced<String> address, Set<String> addresses) {
    return addresses.add(address.value().replaceFirst("/.*", ""));
  }

  /** Each address and port once, and no server that is the proxy itself. */
  List<ProxyDraft> proxies(List<ProxyDraft> proxies) {
    List<String> taken = new ArrayList<>();
    List<ProxyDraft> fitting = new ArrayList<>();
    for (ProxyDraft proxy : proxies) {
      List<Sourced<String>> binds = new ArrayList<>();
      for (Sourced<String> bind : proxy.binds()) {
        if (taken.stream().anyMatch(other -> collide(other, bind.value()))) {
          ledger.lost(bind.at(), "bind " + bind.value(), "left out: another bind has that port");
        } else {
          taken.add(bind.value());
          binds.add(bind);
        }
      }
      fitting.add(proxy.withBinds(binds));
    }
    return fitting.stream()
        .filter(proxy -> !proxy.binds().isEmpty())
        .map(proxy -> withoutLoops(proxy, taken))
        .filter(proxy -> !proxy.servers().isEmpty())
        .toList();
  }

  private ProxyDraft withoutLoops(ProxyDraft proxy, List<String> binds) {
    List<ServerDraft> servers = new ArrayList<>();
    for (ServerDraft server : proxy.servers()) {
      if (binds.contains(server.address().value())) {
        ledger.lost(
            server.address().at(),
            "server " + server.name(),
            "left out: it is the proxy itself, " + server.address().value());
      } else {
        servers.add(server);
      }
    }
    return proxy.withServers(servers);
  }

  private static boolean collide(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    boolean sameFamily = one.startsWith("[") == other.startsWith("[");
    boolean samePort =
        one.substring(one.lastIndexOf(':')).equals(other.substring(other.lastIndexOf(':')));
    return sameFamily && samePort && (isAny(one) || isAny(other));
  }

  private static boolean isAny(String endpoint) {
    return endpoint.startsWith("0.0.0.0:") || endpoint.startsWith("[::]:");
  }

  /** Where the HTTP endpoint goes, when a proxy has its port. */
  static List<Setting> daemon(List<ProxyDraft> proxies) {
    boolean isTaken =
        proxies.stream()
            .flatMap(proxy -> proxy.binds().stream())
            .anyMatch(bind -> collide(bind.value(), "127.0.0.1:" + HTTP_PORT));
    return isTaken
        ? List.of(
            new Setting("http.listen", "\"127.0.0.1:18404\"", "a proxy has 8404, our default"))
        : List.of();
  }
}
