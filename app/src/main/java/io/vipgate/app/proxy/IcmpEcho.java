package io.vipgate.app.proxy;

import io.vipgate.health.probe.Echo;
import io.vipgate.linux.EchoSocket;
import io.vipgate.linux.IpFamily;
import io.vipgate.linux.NativeException;
import io.vipgate.linux.Poller;
import java.io.IOException;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Echo requests of all checks, over one socket for each family, and a thread that waits for the
 * replies. Nothing is opened before the first request. Thread-safe.
 */
final class IcmpEcho implements Echo, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IcmpEcho.class);

  private final Map<Long, Runnable> waiting = new ConcurrentHashMap<>();
  private final AtomicLong tokens = new AtomicLong();
  private final Map<IpFamily, Receiver> receivers = new EnumMap<>(IpFamily.class);

  /** Guards {@link #receivers}. */
  private final Object lock = new Object();

  @Override
  public Pending request(InetAddress target, Runnable onReply) throws IOException {
    long token = tokens.incrementAndGet();
    waiting.put(token, onReply);
    try {
      receiver(IpFamily.of(target)).socket.send(target, token);
    } catch (NativeException e) {
      waiting.remove(token);
      throw new IOException(e.getMessage(), e);
    }
    return () -> waiting.remove(token);
  }

  private Receiver receiver(IpFamily family) throws NativeException {
    synchronized (lock) {
      Receiver receiver = receivers.get(family);
      if (receiver == null) {
        receiver = new Receiver(family);
        receivers.put(family, receiver);
        receiver.start();
      }
      return receiver;
    }
  }

  private void replied(long token) {
    Runnable listener = waiting.remove(token);
    if (listener != null) {
      listener.run();
    }
  }

  /** Waits for the replies of one family. */
  private final class Receiver extends Thread {
    private final EchoSocket socket;
    private final Poller poller;
    private volatile boolean stopped;

    Receiver(IpFamily family) throws NativeException {
      super("vipgate-icmp-" + family.label());
      setDaemon(true);
      socket = EchoSocket.open(family);
      try {
        poller = Poller.open();
      } catch (NativeException e) {
        socket.close();
        throw e;
      }
      poller.add(socket, this::receiveAll);
    }

    @Override
    public void run() {
      try {
        while (!stopped) {
          poller.await(Long.MAX_VALUE);
        }
      } catch (NativeException | RuntimeException e) {
        log.error("icmp: no more replies are heard: {}", e.getMessage(), e);
      } finally {
        poller.remove(socket);
        poller.close();
        socket.close();
      }
    }

    private void receiveAll() {
      try {
        for (OptionalLong token = socket.receive(); token.isPresent(); token = socket.receive()) {
          replied(token.getAsLong());
        }
      } catch (NativeException e) {
        log.warn("icmp: {}", e.getMessage());
      }
    }

    void end() {
      stopped = true;
      poller.wakeup();
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      receivers.values().forEach(Receiver::end);
      receivers.clear();
    }
  }
}
