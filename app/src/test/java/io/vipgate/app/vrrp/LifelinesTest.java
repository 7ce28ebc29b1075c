package io.vipgate.app.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.LifelineConfig;
import io.vipgate.app.count.CountsBy;
import io.vipgate.linux.Poller;
import io.vipgate.linux.TcpConnection;
import io.vipgate.linux.TcpListener;
import io.vipgate.testing.FreePorts;
import io.vipgate.vrrp.lifeline.Greeting;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** On sockets of 127.0.0.0/8: a backup's lifelines, and a master that ends in several ways. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class LifelinesTest {
  private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(10);

  /** Longer than it takes to declare a dead process dead. */
  private static final long VERIFICATION_NS = TimeUnit.MILLISECONDS.toNanos(60);

  private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final List<String> deaths = new ArrayList<>();
  private final List<String> goodbyes = new ArrayList<>();
  private final CountsBy<LifelineCall.Occurrence> counts =
      new CountsBy<>(LifelineCall.Occurrence.class);

  /**
   * A millisecond a turn: on a busy machine a verification in real time may be too late to be safe.
   */
  private long nowNs;

  private InetAddress us;
  private InetAddress master;
  private LifelineConfig config;
  private Poller poller;
  private Lifelines lifelines;

  @BeforeEach
  void open() throws IOException {
    us = InetAddress.getByName("127.8.4.1");
    master = InetAddress.getByName("127.8.4.2");
    config = new LifelineConfig(true, FreePorts.next());
    poller = keep(Poller.open());
    lifelines = lifelines(us);
  }

  @AfterEach
  void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  @Test
  void aProcessThatEndsWithoutAGoodbyeAndListensNoMoreIsDead() throws IOException {
    TcpListener listener = keep(TcpListener.open(master, config.port()));
    TcpConnection connection = connect(listener);
    listener.close();
    connection.close();
    turnUntil("the death is known", () -> !deaths.isEmpty());
    assertThat(deaths)
        .singleElement()
        .asString()
        .startsWith("127.8.4.2 {7, 88} its connection ended without a goodbye, and port ");
    assertThat(counts.get(LifelineCall.Occurrence.BEGUN)).isEqualTo(1);
    assertThat(counts.get(LifelineCall.Occurrence.ENDED)).isEqualTo(1);
    assertThat(counts.get(LifelineCall.Occurrence.DEATH)).isEqualTo(1);
  }

  @Test
  void aProcessThatEndsTheConnectionAndListensOnIsNot() throws IOException {
    TcpListener listener = keep(TcpListener.open(master, config.port()));
    connect(listener).close();
    turnFor(VERIFICATION_NS);
    assertThat(deaths).isEmpty();
  }

  @Test
  void aProcessThatResetsTheConnectionIsNot() throws IOException {
    TcpListener listener = keep(TcpListener.open(master, config.port()));
    TcpConnection connection = connect(listener);
    listener.close();
    connection.reset();
    turnFor(VERIFICATION_NS);
    assertThat(deaths).isEmpty();
    assertThat(lifelines.watched()).isZero();
  }

  @Test
  void aProcessThatSaysGoodbyeIsNot() throws IOException {
    Lifelines theirs = lifelines(master);
    lifelines.onAdvertisement(master);
    turnUntil("connected", () -> lifelines.watched() == 1);
    theirs.close();
    turnUntil("the goodbye is known", () -> !goodbyes.isEmpty());
    assertThat(goodbyes).containsExactly("127.8.4.2 {88}");
    assertThat(lifelines.watched()).isZero();
    turnFor(VERIFICATION_NS);
    assertThat(deaths).isEmpty();
    assertThat(goodbyes).hasSize(1);
  }

  @Test
  void anAdvertisementAfterTheEndMeansLife() throws IOException {
    TcpListener listener = keep(TcpListener.open(master, config.port()));
    TcpConnection connection = connect(listener);
    listener.close();
    connection.close();
    turnUntil("the end is seen", () -> lifelines.watched() == 0);
    lifelines.onAdvertisement(master);
    turnFor(VERIFICATION_NS);
    assertThat(deaths).isEmpty();
  }

  @Test
  void whoeverTalksToUsIsLeftAlone() throws IOException {
    TcpConnection talker = keep(TcpConnection.connect(master, us, config.port()));
    ByteBuffer greeting = ByteBuffer.allocate(100);
    turnUntil("greeted", () -> talker.receive(greeting) == TcpConnection.Input.DATA);
    assertThat(talker.send(ByteBuffer.wrap(new byte[] {'?'}))).isTrue();
    turnUntil("reset", () -> talker.receive(greeting) == TcpConnection.Input.FAILED);
  }

  @Test
  void ofTooManyPeersTheOldestIsToldGoodbye() throws IOException {
    TcpConnection oldest = keep(TcpConnection.connect(master, us, config.port()));
    ByteBuffer heard = ByteBuffer.allocate(100);
    turnUntil("greeted", () -> oldest.receive(heard) == TcpConnection.Input.DATA);
    for (int i = 0; i < 16; i++) {
      keep(TcpConnection.connect(master, us, config.port()));
    }
    turnUntil("parted", () -> oldest.receive(heard) == TcpConnection.Input.ENDED);
    assertThat(heard.position()).isEqualTo(Greeting.SIZE + Greeting.GOODBYE_SIZE);
  }

  @Test
  void whereThePortIsTakenTheRestWorks() throws IOException {
    InetAddress third = InetAddress.getByName("127.8.4.3");
    keep(TcpListener.open(third, config.port()));
    Lifelines deaf = lifelines(third);
    deaf.onAdvertisement(us);
    turnUntil("connected", () -> deaf.watched() == 1);
  }

  /** What a master's process does, by hand. */
  private TcpConnection connect(TcpListener listener) throws IOException {
    lifelines.onAdvertisement(master);
    TcpConnection connection = keep(listener.accept().orElseThrow());
    ByteBuffer bytes = ByteBuffer.allocate(Greeting.SIZE);
    new Greeting(ids(7, 88)).encode(bytes);
    assertThat(connection.send(bytes.flip())).isTrue();
    turnUntil("connected", () -> lifelines.watched() == 1);
    return connection;
  }

  private Lifelines lifelines(InetAddress local) {
    return keep(
        Lifelines.open(
            poller,
            config,
            new Lifelines.Site(local, 1),
            new Greeting(ids(88)),
            () -> nowNs,
            counts,
            new LifelineCall.PeerNews() {
              @Override
              public void died(InetAddress peer, BitSet ids, String evidence) {
                deaths.add(peer.getHostAddress() + " " + ids + " " + evidence);
              }

              @Override
              public void parted(InetAddress peer, BitSet ids) {
                goodbyes.add(peer.getHostAddress() + " " + ids);
              }
            }));
  }

  private void turnUntil(String what, BooleanSupplier reached) throws IOException {
    long endNs = System.nanoTime() + DEADLINE_NS;
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time until %s", what).isLessThan(endNs);
      turn();
    }
  }

  private void turnFor(long ns) throws IOException {
    for (long endNs = nowNs + ns; nowNs < endNs; ) {
      turn();
    }
  }

  private void turn() throws IOException {
    poller.await(TURN_NS);
    nowNs += TURN_NS;
    lifelines.onDeadline(nowNs);
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.push(resource);
    return resource;
  }

  private static BitSet ids(int... numbers) {
    BitSet ids = new BitSet();
    for (int number : numbers) {
      ids.set(number);
    }
    return ids;
  }
}
