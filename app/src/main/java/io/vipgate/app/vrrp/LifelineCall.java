package io.vipgate.app.vrrp;

import io.vipgate.app.count.CountsBy;
import io.vipgate.linux.NativeException;
import io.vipgate.linux.Poller;
import io.vipgate.linux.TcpConnection;
import io.vipgate.vrrp.lifeline.GreetingReader;
import io.vipgate.vrrp.lifeline.Happening;
import io.vipgate.vrrp.lifeline.Lifeline;
import io.vipgate.vrrp.lifeline.Order;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A {@link Lifeline} to one master, with its socket. For the control thread only. */
public final class LifelineCall implements AutoCloseable {
  private static final int ROOM = 256;

  private final Poller poller;
  private final InetAddress local;
  private final InetAddress master;
  private final int port;
  private final LongSupplier clock;
  private final CountsBy<Occurrence> counts;
  private final PeerNews news;
  private final Lifeline lifeline = new Lifeline();
  private final ByteBuffer received = ByteBuffer.allocate(ROOM);
  private @Nullable TcpConnection connection;
  private GreetingReader reader = new GreetingReader();
  private BitSet virtualRouterIds = new BitSet();
  private long endedNs;

  /** What has happened to lifelines. */
  public enum Occurrence {
    /** A master's process answered, and is watched from now on. */
    BEGUN,
    /** One that was watched is not any more, for whatever reason. */
    ENDED,
    /** One that was watched is dead. */
    DEATH
  }

  /** Hears what has become of a master's process. */
  interface PeerNews {
    /** It is dead. */
    void died(InetAddress master, BitSet virtualRouterIds, String evidence);

    /** It said goodbye, and what it had advertised before has been handed over. */
    void parted(InetAddress master, BitSet virtualRouterIds);
  }

  LifelineCall(
      Poller poller,
      InetAddress local,
      InetAddress master,
      int port,
      LongSupplier clock,
      CountsBy<Occurrence> counts,
      PeerNews news) {
    this.poller = poller;
    this.local = local;
    this.master = master;
    this.port = port;
    this.clock = clock;
    this.counts = counts;
    this.news = news;
  }

  boolean isWatching() {
    return lifeline.isWatching();
  }

  long nextDeadlineNs() {
    return lifeline.nextDeadlineNs();
  }

  void on(Happening happening) {
    long nowNs = clock.getAsLong();
    if (happening == Happening.ENDED && lifeline.isWatching()) {
      endedNs = nowNs;
    }
    Order order = step(happening, nowNs);
    switch (order) {
      case NONE -> {}
      case CONNECT -> connect();
      case CLOSE -> close();
      case REPORT_DEATH -> {
        close();
        counts.add(Occurrence.DEATH);
        news.died(master, virtualRouterIds, evidence(nowNs));
      }
      case REPORT_GOODBYE -> news.parted(master, virtualRouterIds);
    }
  }

  private Order step(Happening happening, long nowNs) {
    boolean before = lifeline.isWatching();
    Order order = lifeline.on(happening, nowNs);
    if (before != lifeline.isWatching()) {
      counts.add(before ? Occurrence.ENDED : Occurrence.BEGUN);
    }
    return order;
  }

  private String evidence(long nowNs) {
    return String.format(
        Locale.ROOT,
        "its connection ended without a goodbye, and port %d refuses since %.3f s",
        port,
        (nowNs - endedNs) / 1e9);
  }

  private void connect() {
    close();
    TcpConnection opened;
    try {
      opened = TcpConnection.connect(local, master, port);
    } catch (NativeException e) {
      on(Happening.FAILED); // For want of something here: it says nothing about the master.
      return;
    }
    connection = opened;
    reader = new GreetingReader();
    poller.add(opened, () -> onReadable(opened));
  }

  private void onReadable(TcpConnection from) {
    while (from == connection) {
      received.clear();
      switch (from.receive(received)) {
        case NOTHING -> {
          return;
        }
        case DATA -> onData(from);
        case ENDED -> on(Happening.ENDED);
        case REFUSED -> on(Happening.REFUSED);
        case FAILED -> on(Happening.FAILED);
      }
    }
  }

  private void onData(TcpConnection from) {
    Happening happening = reader.read(received.flip());
    if (happening == Happening.GREETED) {
      happening = greeted(from);
    }
    if (happening != null) {
      on(happening);
    }
  }

  private Happening greeted(TcpConnection from) {
    try {
      from.limitToLink();
    } catch (NativeException e) {
      return Happening.FAILED;
    }
    if (reader.greeting() != null) {
      virtualRouterIds = reader.greeting().virtualRouterIds();
    }
    return Happening.GREETED;
  }

  /** Closes the connection, if there is one. */
  @Override
  public void close() {
    if (connection != null) {
      poller.remove(connection);
      connection.close();
      connection = null;
    }
  }
}
