package io.vipgate.app.config;

import io.vipgate.linux.IpFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What sections demand of each other. Works on single values, so that one wrong key does not hide
 * what is wrong with the others.
 */
final class CrossChecks {
  private final SectionValues root;
  private final List<SectionValues> routers;
  private final List<SectionValues> proxies;
  private final Report report;

  CrossChecks(SectionValues root, Section proxy, Report report) {
    this.root = root;
    this.routers = root.named(VrrpSection.SECTION);
    this.proxies = root.named(proxy);
    this.report = report;
  }

  private record Seen<T>(T value, Located at, String where) {
    Seen(T value, Located at) {
      this(value, at, CrossChecks.where(at));
    }
  }

  void run() {
    checkPurpose();
    checkRouterIds();
    checkVirtualMacs();
    checkVirtualAddresses();
    List<Seen<Endpoint>> binds = binds();
    checkBinds(binds);
    for (SectionValues proxy : proxies) {
      checkServers(proxy, binds);
    }
  }

  private void checkPurpose() {
    if (!report.isClean() || !routers.isEmpty() || !proxies.isEmpty()) {
      return;
    }
    report.problem(
        root.at().place(),
        "proxy",
        "missing",
        "at least one proxy.NAME { ... } or vrrp.NAME { ... }");
  }

  private void checkRouterIds() {
    Map<String, Located> seen = new HashMap<>();
    for (SectionValues router : routers) {
      Optional<Integer> id = router.find(VrrpSection.VIRTUAL_ROUTER_ID);
      Optional<String> networkInterface = router.find(VrrpSection.INTERFACE);
      if (id.isEmpty() || networkInterface.isEmpty()) {
        continue;
      }
      Located at = router.locate(VrrpSection.VIRTUAL_ROUTER_ID);
      // IPv4 and IPv6 number their virtual routers apart (RFC 9568 §5.2.3).
      boolean ipv6 = AdvertPathSection.isOverIpv6(router);
      Located first = seen.putIfAbsent(id.get() + " " + networkInterface.get() + " " + ipv6, at);
      if (first != null) {
        report.problem(
            at, "another one on %s: %s has it".formatted(networkInterface.get(), where(first)));
      }
    }
  }

  /** The interfaces that are made for them have the number in their name. */
  private void checkVirtualMacs() {
    Map<String, Located> seen = new HashMap<>();
    for (SectionValues router : routers) {
      Optional<Integer> id = router.find(VrrpSection.VIRTUAL_ROUTER_ID);
      if (id.isEmpty() || !router.find(AddressKeys.VIRTUAL_MAC).orElse(false)) {
        continue;
      }
      Located at = router.locate(VrrpSection.VIRTUAL_ROUTER_ID);
      AddressKeys.ALL.stream()
          .flatMap(key -> elements(router, key).stream())
          .map(address -> IpFamily.of(address.value.address()))
          .distinct()
          .map(family -> VirtualMac.of(id.get(), family).interfaceName())
          .forEach(
              name -> {
                Located first = seen.putIfAbsent(name, at);
                if (first != null) {
                  report.problem(
                      at,
                      "another one with virtual-mac: %s makes %s".formatted(where(first), name));
                }
              });
    }
  }

  private void checkVirtualAddresses() {
    Map<Object, Located> seen = new HashMap<>();
    for (SectionValues router : routers) {
      for (Key<List<VirtualAddress>> key : AddressKeys.ALL) {
        for (Seen<VirtualAddress> address : elements(router, key)) {
          Located first = seen.putIfAbsent(address.value.address(), address.at);
          if (first != null) {
            report.problem(address.at, "each address once: %s has it".formatted(where(first)));
          }
        }
      }
    }
  }

  private List<Seen<Endpoint>> binds() {
    List<Seen<Endpoint>> binds = new ArrayList<>();
    binds.addAll(httpListen());
    for (SectionValues proxy : proxies) {
      for (Seen<List<Endpoint>> group : elements(proxy, ProxySection.BIND)) {
        group.value.forEach(bind -> binds.add(new Seen<>(bind, group.at)));
      }
    }
    return binds;
  }

  private List<Seen<Endpoint>> httpListen() {
    SectionValues http = root.single(DaemonSections.HTTP);
    Located at = http.locate(DaemonSections.LISTEN);
    String where =
        http.raw(DaemonSections.LISTEN.name()).isPresent() ? where(at) : "http.listen by default";
    return http.find(DaemonSections.LISTEN).map(listen -> new Seen<>(listen, at, where)).stream()
        .toList();
  }

  private void checkBinds(List<Seen<Endpoint>> binds) {
    for (int i = 1; i < binds.size(); i++) {
      Seen<Endpoint> bind = binds.get(i);
      binds.subList(0, i).stream()
          .filter(earlier -> collide(earlier.value, bind.value))
          .findFirst()
          .ifPresent(
              first ->
                  report.problem(
                      bind.at, "an address and port of its own: %s has it".formatted(first.where)));
    }
  }

  // As records compare, but without the 20 ms that a JVM spends on its first record to compare.
  private static boolean isSame(Endpoint one, Endpoint other) {
    return one.port() == other.port() && one.address().equals(other.address());
  }

  private static boolean collide(Endpoint one, Endpoint other) {
    boolean anyAddress = one.address().isAnyLocalAddress() || other.address().isAnyLocalAddress();
    // The relay's IPv6 sockets take IPv6 only, so that 0.0.0.0 and :: go together.
    boolean sameFamily = one.address().getClass().equals(other.address().getClass());
    return isSame(one, other) || (anyAddress && sameFamily && one.port() == other.port());
  }

  private void checkServers(SectionValues proxy, List<Seen<Endpoint>> binds) {
    Map<String, Located> seen = new HashMap<>();
    for (SectionValues server : proxy.named(ServerSection.SECTION)) {
      Optional<Endpoint> address = server.find(ServerSection.ADDRESS);
      if (address.isEmpty()) {
        continue;
      }
      Located at = server.locate(ServerSection.ADDRESS);
      Located first = seen.putIfAbsent(address.get().toString(), at);
      if (first != null) {
        report.problem(at, "each server once: %s has it".formatted(where(first)));
      }
      binds.stream()
          .filter(bind -> isSame(bind.value, address.get()))
          .findFirst()
          .ifPresent(
              bind ->
                  report.problem(
                      at, "a server, not the proxy itself: %s has it".formatted(bind.where)));
    }
  }

  /** The valid elements of a list, even if others are not. */
  private static <T> List<Seen<T>> elements(SectionValues values, Key<List<T>> key) {
    List<Seen<T>> elements = new ArrayList<>();
    values
        .raw(key.name())
        .filter(Located::isList)
        .ifPresent(
            list -> {
              ValueType<T> type = ((ValueType.ListOf<T>) key.type()).element();
              for (Located at : list.elements()) {
                type.read(at, Report.IGNORED)
                    .ifPresent(value -> elements.add(new Seen<>(value, at)));
              }
            });
    return elements;
  }

  private static String where(Located at) {
    return at.path() + " in line " + at.place().line();
  }
}
