package io.vipgate.app.runtime;

import io.vipgate.app.journal.Journal;
import io.vipgate.app.journal.JournalCause;
import io.vipgate.app.proxy.ProxyNode;
import io.vipgate.app.upgrade.Successor;
import io.vipgate.app.vrrp.VrrpInstance;
import io.vipgate.app.vrrp.VrrpNode;
import io.vipgate.vrrp.router.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets another process, of the version that is installed by now, take this one's place: it goes on
 * with the listening sockets, and this one finishes the connections that it has, for a bounded
 * time, and ends.
 */
final class Upgrade {
  private static final Logger log = LoggerFactory.getLogger(Upgrade.class);
  private static final JournalCause ORDERED =
      new JournalCause("upgrade", "another process takes this one's place");

  private static final long LOOK_MS = 50;

  private final ProxyNode proxies;
  private final @Nullable VrrpNode vrrp;
  private final Journal journal;
  private final Supplier<Path> socket;
  private final Supplier<Duration> drainLimit;
  private final Relief relief;
  private boolean done;

  /** What the process does besides relaying. */
  interface Relief {
    /**
     * Lets go of all of it, and has the service manager look after another process.
     *
     * @param successor its process ID
     */
    void letGo(long successor) throws IOException;

    /** Ends this process, which has nothing to do any more. */
    void end();
  }

  /**
   * @param socket a path that nobody else can write
   * @param drainLimit how long connections may go on in this process
   */
  Upgrade(
      ProxyNode proxies,
      @Nullable VrrpNode vrrp,
      Journal journal,
      Supplier<Path> socket,
      Supplier<Duration> drainLimit,
      Relief relief) {
    this.proxies = proxies;
    this.vrrp = vrrp;
    this.journal = journal;
    this.socket = socket;
    this.drainLimit = drainLimit;
    this.relief = relief;
  }

  /**
   * Does it; not on the control thread.
   *
   * @return what became of it, in words
   * @throws IOException if it cannot be; all is as it was then, unless it says otherwise
   */
  synchronized String run() throws IOException {
    requireNoAddress();
    if (done) {
      throw new IOException("upgrade: value: under way (expected: once)");
    }
    List<Integer> listening = proxies.listening().values().stream().flatMap(List::stream).toList();
    Successor successor = Successor.start(socket.get(), listening);
    done = true;
    relief.letGo(successor.pid());
    proxies.leaveListeners();
    successor.yours();
    long left = proxies.clients();
    journal.record(
        "process/" + ProcessHandle.current().pid(),
        "SERVING",
        "DRAINING",
        ORDERED,
        "process " + successor.pid() + " serves; connections left here: " + left);
    Thread drain = new Thread(() -> drain(successor), "vipgate-drain");
    drain.setDaemon(true);
    drain.start();
    return "process %d serves; %d connections are finished here, for at most %d s\n"
        .formatted(successor.pid(), left, drainLimit.get().toSeconds());
  }

  /** In its place: a process that holds an address cannot give it to another one on this host. */
  private void requireNoAddress() throws IOException {
    if (vrrp == null) {
      return;
    }
    for (VrrpInstance instance : vrrp.instances()) {
      if (instance.state() == State.MASTER) {
        String name = instance.config().name();
        throw new IOException(
            ("vrrp/%s: value: MASTER (expected: BACKUP: vipgate demote %s, then upgrade, then"
                    + " promote; or systemctl restart vipgate, which refuses no connection, but"
                    + " ends those that there are)")
                .formatted(name, name));
      }
    }
  }

  /** A successor that dies takes this process along: the service manager starts it anew then. */
  private void drain(Successor successor) {
    long deadline = System.nanoTime() + drainLimit.get().toNanos();
    try {
      while (proxies.clients() > 0 && successor.isAlive() && System.nanoTime() < deadline) {
        Thread.sleep(LOOK_MS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    log.info("upgrade: done, connections left: {}", proxies.clients());
    successor.close();
    relief.end();
  }
}
