package io.vipgate.app.proxy;

import io.vipgate.app.reload.Prepared;
import io.vipgate.health.HealthChecker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The proxies that a reload keeps, adds and retires; all that may fail has been done. */
final class ProxyChange implements Prepared {
  private final Map<String, ProxyInstance> before;
  private final HealthChecker checker;
  private final Map<String, ProxyInstance> after = new LinkedHashMap<>();
  private final List<Prepared> kept = new ArrayList<>();
  private final List<ProxyInstance> added = new ArrayList<>();
  private BiConsumer<Map<String, ProxyInstance>, List<ProxyInstance>> taker = (next, gone) -> {};

  ProxyChange(Map<String, ProxyInstance> before, HealthChecker checker) {
    this.before = before;
    this.checker = checker;
  }

  void keep(ProxyInstance proxy, Prepared change) {
    after.put(proxy.config().name(), proxy);
    kept.add(change);
  }

  void add(ProxyInstance proxy) {
    after.put(proxy.config().name(), proxy);
    added.add(proxy);
  }

  /**
   * @param taker gets the proxies to have from now on, in order, and those to retire
   */
  ProxyChange whenCommitted(BiConsumer<Map<String, ProxyInstance>, List<ProxyInstance>> taker) {
    this.taker = taker;
    return this;
  }

  @Override
  public void commit() {
    kept.forEach(Prepared::commit);
    taker.accept(after, gone());
  }

  @Override
  public void settle() {
    kept.forEach(Prepared::settle);
    added.forEach(proxy -> proxy.watch(checker));
    gone().forEach(proxy -> proxy.forget(checker));
  }

  @Override
  public void abandon() {
    kept.forEach(Prepared::abandon);
    added.forEach(proxy -> proxy.stop().toCompletableFuture().join());
  }

  private List<ProxyInstance> gone() {
    return before.values().stream()
        .filter(proxy -> after.get(proxy.config().name()) != proxy)
        .toList();
  }
}
