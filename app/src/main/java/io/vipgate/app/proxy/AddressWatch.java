package io.vipgate.app.proxy;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.vipgate.app.config.ServerConfig;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up servers' names, and which servers are on this host, now and then: on a thread of its
 * own, since a lookup can take half a minute when DNS is down. There is no such thread while no
 * proxy asks for any of it.
 */
final class AddressWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AddressWatch.class);
  private static final long EVERY_S = 10;

  private final Supplier<List<ProxyInstance>> proxies;
  private final Executor control;
  private final Set<String> unknown = new HashSet<>();
  private @Nullable ScheduledExecutorService thread;

  /**
   * @param proxies those of the moment
   * @param control where they are told what was found
   */
  AddressWatch(Supplier<List<ProxyInstance>> proxies, Executor control) {
    this.proxies = proxies;
    this.control = control;
  }

  /** Begins if there is anything to look up. */
  synchronized void startIfNeeded() {
    if (thread != null || proxies.get().stream().noneMatch(AddressWatch::isNeeded)) {
      return;
    }
    // Who looks up anew has no use for what the JDK remembers (java.net.InetAddress).
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    thread =
        Executors.newSingleThreadScheduledExecutor(
            new DefaultThreadFactory("vipgate-addresses", true));
    var unused = thread.scheduleWithFixedDelay(this::look, 0, EVERY_S, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void close() {
    if (thread != null) {
      thread.shutdownNow();
    }
  }

  private static boolean isNeeded(ProxyInstance proxy) {
    return proxy.config().connections().preferLocal()
        || proxy.config().servers().stream().anyMatch(server -> server.dnsName() != null);
  }

  private void look() {
    try {
      for (ProxyInstance proxy : proxies.get()) {
        proxy.config().servers().forEach(server -> lookUp(proxy, server));
        Set<String> local = local(proxy);
        control.execute(() -> proxy.servers().onLocal(local));
      }
    } catch (RuntimeException e) {
      log.error("addresses: lookup failed, going on", e);
    }
  }

  private void lookUp(ProxyInstance proxy, ServerConfig server) {
    String name = server.dnsName();
    if (name == null) {
      return;
    }
    try {
      List<InetAddress> found = List.of(InetAddress.getAllByName(name));
      if (unknown.remove(name)) {
        log.info("{}: is known again", name);
      }
      control.execute(() -> proxy.onAddresses(server, found));
    } catch (UnknownHostException e) {
      if (unknown.add(name)) {
        log.warn("{}: value: no address (expected: one; the last one that is known is used)", name);
      }
    }
  }

  private static Set<String> local(ProxyInstance proxy) {
    return proxy.config().servers().stream()
        .filter(server -> isOurs(proxy.servers().located(server).address().address()))
        .map(ServerConfig::name)
        .collect(Collectors.toSet());
  }

  private static boolean isOurs(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }
}
