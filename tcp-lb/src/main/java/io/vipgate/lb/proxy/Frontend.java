package io.vipgate.lb.proxy;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.vipgate.lb.pool.ServerPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.ToIntFunction;

/**
 * One proxy at work: its listening sockets and the connections that came in by them. Every method
 * may be called from any thread.
 */
public final class Frontend {
  private final FrontendConfig config;
  private final List<InetSocketAddress> addresses;
  private final List<ProxyLoop> proxies;

  private Frontend(
      FrontendConfig config, List<InetSocketAddress> addresses, List<ProxyLoop> proxies) {
    this.config = config;
    this.addresses = addresses;
    this.proxies = proxies;
  }

  /**
   * Listens on every address of the configuration, on each loop of the group (SO_REUSEPORT where
   * there are several), or on none.
   *
   * <p>An address need not be on this machine (IP_FREEBIND), and connections that linger in
   * TIME_WAIT do not hinder (SO_REUSEADDR).
   *
   * @param loops event loops of epoll, made with {@code EpollIoHandler.newFactory()}
   */
  public static StartResult start(FrontendConfig config, ServerPool pool, IoEventLoopGroup loops) {
    List<IoEventLoop> each = new ArrayList<>();
    for (EventExecutor loop : loops) {
      each.add((IoEventLoop) loop);
    }
    List<List<Listener>> opened = new ArrayList<>();
    List<BindFailure> failures = new ArrayList<>();
    List<InetSocketAddress> addresses = config.bind();
    for (int i = 0; i < each.size() && failures.isEmpty(); i++) {
      List<Listener> listeners = listen(addresses, config, each.size() > 1, failures);
      opened.add(listeners);
      // Port 0 is chosen by the first, and the others share it.
      addresses = listeners.stream().map(Listener::address).toList();
    }
    if (!failures.isEmpty()) {
      opened.forEach(listeners -> listeners.forEach(Listener::close));
      return new StartResult.Refused(failures);
    }
    List<ProxyLoop> proxies = new ArrayList<>();
    for (int i = 0; i < each.size(); i++) {
      ProxyLoop proxy = new ProxyLoop(each.get(i), config, pool, opened.get(i));
      proxies.add(proxy);
      each.get(i).execute(proxy::start);
    }
    return new StartResult.Started(new Frontend(config, addresses, List.copyOf(proxies)));
  }

  public FrontendConfig config() {
    return config;
  }

  /** Where it listens, in the order of the configuration, with the port that 0 became. */
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  /**
   * Takes a dead server's connections away from it at once: those that it has not answered yet move
   * to another server where that is safe, the others are reset on both legs. Take the server out of
   * rotation first.
   *
   * @return how many connections were reset, once they are
   */
  public CompletionStage<Integer> resetServer(String name) {
    return onEachLoop(proxy -> proxy.resetServer(name));
  }

  /**
   * Resets every connection that was accepted on a local address, both legs, with RST: before a VIP
   * leaves, so that its clients need not find out by a timeout.
   *
   * @return how many connections were reset, once the RSTs are handed to the kernel
   */
  public CompletionStage<Integer> resetLocal(InetAddress local) {
    return onEachLoop(proxy -> proxy.resetLocal(local));
  }

  /**
   * Stops listening, and ends what is left as asked.
   *
   * @return completes when the last descriptor of this frontend is closed
   */
  public CompletionStage<Void> close(Remaining remaining) {
    onEachLoop(
        proxy -> {
          proxy.close(remaining);
          return 0;
        });
    return CompletableFuture.allOf(
        proxies.stream().map(ProxyLoop::closed).toArray(CompletableFuture[]::new));
  }

  public FrontendStats stats() {
    return proxies.stream()
        .map(proxy -> proxy.tally().read())
        .reduce(FrontendStats::plus)
        .orElseThrow();
  }

  private static List<Listener> listen(
      List<InetSocketAddress> addresses,
      FrontendConfig config,
      boolean shared,
      List<BindFailure> failures) {
    List<Listener> listeners = new ArrayList<>();
    for (InetSocketAddress address : addresses) {
      try {
        listeners.add(Listener.open(address, config, shared));
      } catch (IOException e) {
        failures.add(
            new BindFailure(
                address, BindFailure.Reason.ofErrno(Errno.of(e)), String.valueOf(e.getMessage())));
      }
    }
    return listeners;
  }

  private CompletionStage<Integer> onEachLoop(ToIntFunction<ProxyLoop> action) {
    CompletableFuture<Integer> sum = CompletableFuture.completedFuture(0);
    for (ProxyLoop proxy : proxies) {
      sum = sum.thenCombine(on(proxy, action), Integer::sum);
    }
    return sum;
  }

  private static CompletableFuture<Integer> on(ProxyLoop proxy, ToIntFunction<ProxyLoop> action) {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    try {
      proxy.loop().execute(() -> complete(result, proxy, action));
    } catch (RejectedExecutionException shutDown) {
      // The loop took all its descriptors with it.
      proxy.closed().complete(null);
      result.complete(0);
    }
    return result;
  }

  private static void complete(
      CompletableFuture<Integer> result, ProxyLoop proxy, ToIntFunction<ProxyLoop> action) {
    try {
      result.complete(action.applyAsInt(proxy));
    } catch (RuntimeException defect) {
      result.completeExceptionally(defect);
    }
  }
}
