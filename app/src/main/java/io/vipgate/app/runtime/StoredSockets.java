package io.vipgate.app.runtime;

import io.vipgate.app.config.VipgateConfig;
import io.vipgate.app.reload.Prepared;
import io.vipgate.lb.proxy.ListeningSockets;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The listening sockets that the service manager keeps open while the service is restarted
 * (systemd's file descriptor store): whoever connects meanwhile waits in their queues, and the next
 * process accepts them. See sd_listen_fds(3) and FDSTORE in sd_notify(3).
 */
final class StoredSockets implements Reloader.Part {
  /** SD_LISTEN_FDS_START: the first descriptor that is passed. */
  private static final int FIRST = 3;

  private static final String PREFIX = "listen-";

  private final SystemdNotices manager;
  private final Supplier<Map<InetSocketAddress, List<Integer>>> listening;

  /** The names under which the manager keeps something; touched by one thread after the other. */
  private final Set<String> kept = new LinkedHashSet<>();

  /**
   * @param inherited the names that the manager kept from the process before
   * @param listening the sockets that there are
   */
  StoredSockets(
      SystemdNotices manager,
      Set<String> inherited,
      Supplier<Map<InetSocketAddress, List<Integer>>> listening) {
    this.manager = manager;
    this.listening = listening;
    this.kept.addAll(inherited);
  }

  /**
   * Takes what the manager passed to this process, if anything, to be listened on.
   *
   * @param environment LISTEN_FDS and LISTEN_PID
   */
  static ListeningSockets passed(Map<String, String> environment) {
    ListeningSockets sockets = ListeningSockets.none();
    for (int i = 0; i < count(environment); i++) {
      var unused = sockets.add(FIRST + i);
    }
    return sockets;
  }

  /**
   * The names under which the manager kept what it passed.
   *
   * @param environment LISTEN_FDS, LISTEN_PID and LISTEN_FDNAMES
   */
  static Set<String> names(Map<String, String> environment) {
    return count(environment) == 0
        ? Set.of()
        : Arrays.stream(environment.getOrDefault("LISTEN_FDNAMES", "").split(":"))
            .filter(name -> name.startsWith(PREFIX))
            .collect(Collectors.toUnmodifiableSet());
  }

  private static int count(Map<String, String> environment) {
    String pid = environment.getOrDefault("LISTEN_PID", "");
    String count = environment.getOrDefault("LISTEN_FDS", "");
    boolean ours = pid.equals(Long.toString(ProcessHandle.current().pid()));
    return ours && count.matches("[0-9]{1,5}") ? Integer.parseInt(count) : 0;
  }

  /** Has the manager keep exactly the sockets that there are. */
  void keep() {
    Set<String> wanted = new LinkedHashSet<>();
    listening.get().forEach((address, descriptors) -> keep(address, descriptors, wanted));
    kept.stream().filter(name -> !wanted.contains(name)).forEach(manager::forget);
    kept.clear();
    kept.addAll(wanted);
  }

  private void keep(InetSocketAddress address, List<Integer> descriptors, Set<String> wanted) {
    String name = name(address);
    boolean all =
        kept.contains(name)
            || descriptors.stream().allMatch(descriptor -> manager.store(name, descriptor));
    if (all) {
      wanted.add(name);
    }
  }

  /** Whether every socket is kept, so that who waits in its queue is not lost with this process. */
  boolean isComplete() {
    return kept.size() == listening.get().size();
  }

  /** Unique to the address, of characters that a name may have. */
  static String name(InetSocketAddress address) {
    return PREFIX
        + HexFormat.of().formatHex(address.getAddress().getAddress())
        + "-"
        + address.getPort();
  }

  @Override
  public Prepared prepare(VipgateConfig next) {
    return new Prepared() {
      @Override
      public void commit() {}

      @Override
      public void settle() {
        keep();
      }

      @Override
      public void abandon() {}
    };
  }
}
