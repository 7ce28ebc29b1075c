package io.vipgate.app.track;

import io.vipgate.app.config.Tracked;
import io.vipgate.app.proxy.ProxyInstance;
import io.vipgate.vrrp.role.Observation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything that is tracked, beside the control thread, and tells there what has changed.
 * What several routers track in the same words is looked at once. Interfaces are not looked at
 * here: the kernel tells of them.
 *
 * <p>Belongs to the control thread.
 */
public final class Trackers implements AutoCloseable {
  /** For what is in this process, and costs nothing to look at. */
  private static final Duration OWN_INTERVAL = Duration.ofMillis(100);

  private final Executor control;
  private final Function<String, @Nullable ProxyInstance> proxies;
  private final Map<Tracked, Watched> watched = new HashMap<>();

  /**
   * @param control the control thread
   * @param proxies by name, as they are now; asked on other threads
   */
  public Trackers(Executor control, Function<String, @Nullable ProxyInstance> proxies) {
    this.control = control;
    this.proxies = proxies;
  }

  /** Has what is known of it, and each change of that, told on the control thread. */
  public void listen(Tracked what, Consumer<Observation> listener) {
    watched.computeIfAbsent(what, this::watch).add(listener);
  }

  /** Tells that listener no more; what nobody listens to is not looked at any more. */
  public void forget(Tracked what, Consumer<Observation> listener) {
    Watched found = watched.get(what);
    if (found != null && found.remove(listener)) {
      watched.remove(what);
      found.close();
    }
  }

  private Watched watch(Tracked what) {
    Watched made = new Watched(control);
    made.every(interval(what), work(what, made));
    return made;
  }

  private static Duration interval(Tracked what) {
    if (what instanceof Tracked.Script script) {
      return script.interval();
    }
    if (what instanceof Tracked.Processes processes) {
      return processes.interval();
    }
    return what instanceof Tracked.NumberInFile number ? number.interval() : OWN_INTERVAL;
  }

  private Runnable work(Tracked what, Watched watched) {
    if (what instanceof Tracked.Script script) {
      List<String> command = ScriptProcess.as(script.user(), script.command());
      return new ScriptRun(script, command, watched::observed);
    }
    Look look = look(what);
    return () -> watched.observed(look.look());
  }

  private Look look(Tracked what) {
    if (what instanceof Tracked.Proxy proxy) {
      return new ProxyLook(() -> proxies.apply(proxy.proxy()), System::nanoTime);
    }
    if (what instanceof Tracked.Servers servers) {
      return new ServersLook(() -> proxies.apply(servers.proxy()), servers.atLeast());
    }
    if (what instanceof Tracked.Processes processes) {
      return new ProcessLook(Path.of("/proc"), processes.process(), processes.atLeast());
    }
    if (what instanceof Tracked.NumberInFile number) {
      return new FileLook(number.file());
    }
    throw new IllegalArgumentException(
        "tracked: value: " + what + " (expected: what is looked at)");
  }

  @Override
  public void close() {
    watched.values().forEach(Watched::close);
    watched.clear();
  }
}
