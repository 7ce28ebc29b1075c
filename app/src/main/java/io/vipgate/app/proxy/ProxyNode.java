package io.vipgate.app.proxy;

import io.netty.channel.IoEventLoopGroup;
import io.vipgate.app.config.ProxyConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.health.Health;
import io.vipgate.health.HealthChange;
import io.vipgate.health.HealthChecker;
import io.vipgate.health.HealthListener;
import io.vipgate.health.probe.ProbeResult;
import io.vipgate.health.probe.Reason;
import io.vipgate.lb.proxy.ConnectObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/** All proxies of this node, and the checks of their servers. */
public final class ProxyNode {
  private final Map<String, ProxyInstance> byName = new LinkedHashMap<>();
  private final HealthChecker checker;

  /**
   * Listens with every proxy.
   *
   * @param control where check results are handled
   * @throws IOException if an address could not be bound; nothing listens then
   */
  public ProxyNode(
      List<ProxyConfig> configs, IoEventLoopGroup loops, Executor control, Journal journal)
      throws IOException {
    checker =
        new HealthChecker(new OnControlThread(control), ThreadLocalRandom.current().nextLong());
    try {
      for (ProxyConfig config : configs) {
        byName.put(
            config.name(), ProxyInstance.open(config, loops, journal, witness(config.name())));
      }
    } catch (IOException e) {
      stop();
      throw e;
    }
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

  /** Has every server checked from now on. */
  public void watch() {
    byName.values().forEach(proxy -> proxy.watch(checker));
  }

  public List<ProxyInstance> instances() {
    return List.copyOf(byName.values());
  }

  /** Resets what clients of all proxies hold on a local address. */
  public CompletionStage<Integer> resetLocal(InetAddress local) {
    List<CompletableFuture<Integer>> resets = new ArrayList<>();
    byName.values().forEach(proxy -> resets.add(proxy.resetLocal(local).toCompletableFuture()));
    return CompletableFuture.allOf(resets.toArray(CompletableFuture[]::new))
        .thenApply(done -> resets.stream().mapToInt(CompletableFuture::join).sum());
  }

  /** Stops the checks and the listeners, and resets what is left. */
  public void stop() {
    checker.close();
    stopFrontends();
  }

  private void stopFrontends() {
    byName.values().forEach(proxy -> proxy.stop().toCompletableFuture().join());
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
      control.execute(() -> proxy(target).onResult(target.server(), result));
    }

    @Override
    public void onChange(String watched, HealthChange change) {
      Target target = Target.parse(watched);
      control.execute(() -> proxy(target).onChange(target.server(), change));
    }

    private ProxyInstance proxy(Target target) {
      ProxyInstance found = byName.get(target.proxy());
      if (found == null) {
        throw new IllegalStateException("proxy: value: " + target + " (expected: a watched one)");
      }
      return found;
    }
  }
}
