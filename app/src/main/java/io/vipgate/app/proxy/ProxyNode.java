package io.vipgate.app.proxy;

import io.vipgate.app.config.Endpoint;
import io.vipgate.app.config.ProxyConfig;
import io.vipgate.app.reload.Prepared;
import io.vipgate.app.runtime.Participant;
import io.vipgate.health.Health;
import io.vipgate.health.HealthChange;
import io.vipgate.health.HealthChecker;
import io.vipgate.health.HealthListener;
import io.vipgate.health.probe.Means;
import io.vipgate.health.probe.ProbeResult;
import io.vipgate.health.probe.Reason;
import io.vipgate.lb.proxy.ConnectObserver;
import io.vipgate.lb.proxy.ListeningSockets;
import io.vipgate.linux.Descriptors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All proxies of this node, and the checks of their servers. */
public final class ProxyNode implements Participant {
  private final ProxyResources shared;
  private final HealthChecker checker;
  private final AddressWatch addressWatch;

  private final IcmpEcho echo = new IcmpEcho();

  /** Replaced as a whole, on the control thread. */
  private volatile Map<String, ProxyInstance> byName;

  /**
   * The same, asked in each turn of the loop: an iterator would be garbage, and garbage is pauses.
   */
  private volatile List<ProxyInstance> inTurn = List.of();

  /** Those that are configured no more and still have connections. */
  private final Set<ProxyInstance> retired = ConcurrentHashMap.newKeySet();

  /**
   * Listens with every proxy.
   *
   * @param inherited where listening sockets are taken from before any is bound
   * @param shared what they have in common
   * @throws IOException if an address could not be bound; nothing listens then
   */
  public ProxyNode(List<ProxyConfig> configs, ListeningSockets inherited, ProxyResources shared)
      throws IOException {
    this.shared = shared;
    checker =
        new HealthChecker(
            new OnControlThread(shared.control()),
            Means.with(echo).telling(this::variables),
            ThreadLocalRandom.current().nextLong());
    addressWatch = new AddressWatch(this::instances, shared.control());
    Map<String, ProxyInstance> started = new LinkedHashMap<>();
    byName = started;
    try {
      for (ProxyConfig config : configs) {
        started.put(config.name(), open(config, inherited));
      }
    } catch (IOException e) {
      stop();
      throw e;
    }
    inTurn = List.copyOf(started.values());
  }

  private ProxyInstance open(ProxyConfig config, ListeningSockets inherited) throws IOException {
    return ProxyInstance.open(config, shared, inherited, witness(config.name()));
  }

  /** What a program that looks at a server is told; for any thread. */
  private Map<String, String> variables(String server) {
    Target target = Target.parse(server);
    ProxyInstance proxy = byName.get(target.proxy());
    return proxy == null
        ? Map.of()
        : ProgramVariables.live(proxy.frontend().stats(), target.server());
  }

  private ConnectObserver witness(String proxy) {
    return (server, how) -> {
      Reason reason = TrafficWitness.reason(how);
      if (reason != null) {
        checker.observe(
            new Target(proxy, server).toString(), reason, TrafficWitness.evidence(reason));
      }
    };
  }

  /**
   * Does what may fail before other proxies can be gone by: new ones listen already, and what an
   * old one listens on is handed over to a new one that wants it. Not on the control thread.
   *
   * @throws IOException naming what could not be had; everything is as it was then
   */
  public Prepared prepare(List<ProxyConfig> configs) throws IOException {
    ProxyChange change = new ProxyChange(byName, checker);
    try (ListeningSockets shared = handedOver(configs)) {
      for (ProxyConfig config : configs) {
        ProxyInstance there = byName.get(config.name());
        if (there != null) {
          change.keep(there, there.prepare(config, shared, checker));
        } else {
          change.add(open(config, shared));
        }
      }
    } catch (IOException | RuntimeException e) {
      change.abandon();
      throw e;
    }
    return change.whenCommitted(this::become);
  }

  private void become(Map<String, ProxyInstance> next, List<ProxyInstance> gone) {
    byName = Collections.unmodifiableMap(next);
    inTurn = List.copyOf(next.values());
    addressWatch.startIfNeeded();
    retired.addAll(gone);
    gone.forEach(proxy -> proxy.retire().thenRun(() -> retired.remove(proxy)));
  }

  /** Duplicates of the sockets on which one proxy listens and another one shall. */
  private ListeningSockets handedOver(List<ProxyConfig> configs) throws IOException {
    ListeningSockets shared = ListeningSockets.none();
    for (ProxyConfig config : configs) {
      for (Endpoint bind : config.binds()) {
        for (ProxyInstance holder : byName.values()) {
          if (!holder.config().name().equals(config.name())) {
            for (int descriptor : holder.frontend().descriptors(bind.socketAddress())) {
              var unused = shared.add(Descriptors.duplicate(descriptor));
            }
          }
        }
      }
    }
    return shared;
  }

  /** Has every server checked from now on. */
  public void watch() {
    byName.values().forEach(proxy -> proxy.watch(checker));
    addressWatch.startIfNeeded();
  }

  /** The proxy of that name as it is now; for any thread. */
  public @Nullable ProxyInstance named(String name) {
    return byName.get(name);
  }

  public List<ProxyInstance> instances() {
    return List.copyOf(byName.values());
  }

  @Override
  public long nextDeadlineNs() {
    long next = Long.MAX_VALUE;
    List<ProxyInstance> proxies = inTurn;
    for (int i = 0; i < proxies.size(); i++) {
      next = Math.min(next, proxies.get(i).servers().nextDeadlineNs());
    }
    return next;
  }

  @Override
  public boolean onDeadline(long nowNs) {
    byName.values().forEach(proxy -> proxy.servers().onDeadline(nowNs));
    return false;
  }

  /** Resets what clients of all proxies hold on a local address. */
  public CompletionStage<Integer> resetLocal(InetAddress local) {
    List<CompletableFuture<Integer>> resets = new ArrayList<>();
    everyone().forEach(proxy -> resets.add(proxy.resetLocal(local).toCompletableFuture()));
    return CompletableFuture.allOf(resets.toArray(CompletableFuture[]::new))
        .thenApply(done -> resets.stream().mapToInt(CompletableFuture::join).sum());
  }

  /**
   * What operators ordered, by server; on the control thread. Orders of servers that are not there
   * (any more) are not among them.
   */
  public Map<String, Ordered> orders() {
    Map<String, Ordered> all = new LinkedHashMap<>();
    for (ProxyInstance proxy : byName.values()) {
      proxy
          .servers()
          .orders()
          .forEach(
              (server, order) ->
                  all.put(new Target(proxy.config().name(), server).toString(), order));
    }
    return all;
  }

  /** Orders again what was ordered before a restart; servers that are not there are left out. */
  public void restore(Map<String, Ordered> orders) {
    Map<String, Ordered> known = orders();
    orders.forEach(
        (server, order) -> {
          Target target = Target.parse(server);
          ProxyInstance proxy = byName.get(target.proxy());
          if (proxy != null && known.containsKey(server)) {
            proxy.servers().restore(target.server(), order);
          }
        });
  }

  /** The listening sockets' descriptors, which stay the proxies'. */
  public Map<InetSocketAddress, List<Integer>> listening() {
    Map<InetSocketAddress, List<Integer>> descriptors = new LinkedHashMap<>();
    for (ProxyInstance proxy : byName.values()) {
      for (InetSocketAddress address : proxy.frontend().addresses()) {
        descriptors.put(address, proxy.frontend().descriptors(address));
      }
    }
    return descriptors;
  }

  /** Those that are connected now, of all proxies, retired ones included. */
  public long clients() {
    return everyone().mapToLong(proxy -> proxy.frontend().stats().clients()).sum();
  }

  /**
   * Leaves who comes from now on to whoever else holds the listening sockets; connections stay.
   * Blocks until nobody is accepted any more.
   */
  public void leaveListeners() {
    byName.values().forEach(proxy -> proxy.leaveListeners().toCompletableFuture().join());
  }

  /** Stops the checks and the listeners, and resets what is left. */
  public void stop() {
    addressWatch.close();
    checker.close();
    echo.close();
    stopFrontends();
  }

  private Stream<ProxyInstance> everyone() {
    return Stream.concat(byName.values().stream(), retired.stream());
  }

  private void stopFrontends() {
    everyone().forEach(proxy -> proxy.stop().toCompletableFuture().join());
  }

  /** Takes the checks' news from their thread to the one on which things are decided. */
  private final class OnControlThread implements HealthListener {
    private final Executor control;

    OnControlThread(Executor control) {
      this.control = control;
    }

    @Override
    public void onResult(String watched, ProbeResult result, Health health) {
      Target target = Target.parse(watched);
      control.execute(
          () ->
              proxy(target).ifPresent(proxy -> proxy.servers().onResult(target.server(), result)));
    }

    @Override
    public void onChange(String watched, HealthChange change) {
      Target target = Target.parse(watched);
      control.execute(
          () ->
              proxy(target).ifPresent(proxy -> proxy.servers().onChange(target.server(), change)));
    }

    /** Empty if it was taken out while the news was on its way. */
    private Optional<ProxyInstance> proxy(Target target) {
      return Optional.ofNullable(byName.get(target.proxy()));
    }
  }
}
