package io.vipgate.app.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.AdvertPath;
import io.vipgate.app.config.ChecksumForm;
import io.vipgate.app.config.LifelineConfig;
import io.vipgate.app.config.VirtualAddress;
import io.vipgate.app.config.VrrpConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.runtime.ControlLoop;
import io.vipgate.linux.Poller;
import io.vipgate.linux.TcpConnection;
import io.vipgate.testing.FreePorts;
import io.vipgate.vrrp.lifeline.Greeting;
import io.vipgate.vrrp.packet.VrrpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What a reload of {@code lifeline} does, on sockets of 127.0.0.0/8. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class LinkLifelinesTest {
  private final ByteBuffer heard = ByteBuffer.allocate(100);
  private static final LifelineCall.PeerNews NOBODY =
      new LifelineCall.PeerNews() {
        @Override
        public void died(InetAddress master, BitSet virtualRouterIds, String evidence) {}

        @Override
        public void parted(InetAddress master, BitSet virtualRouterIds) {}
      };

  private InetAddress local;
  private InetAddress other;
  private Poller poller;
  private VrrpInstance instance;
  private LinkLifelines lifelines;
  private LifelineConfig config;

  @BeforeEach
  void open() throws IOException {
    local = InetAddress.getByName("127.8.4.9");
    other = InetAddress.getByName("127.8.4.10");
    poller = Poller.open();
    config = new LifelineConfig(true, FreePorts.next());
    lifelines = new LinkLifelines(poller, config, System::nanoTime, NOBODY);
    instance =
        new VrrpInstance(
            new VrrpConfig(
                "a",
                VrrpVersion.V2,
                "lo",
                88,
                100,
                true,
                Duration.ofSeconds(1),
                ChecksumForm.PSEUDO_HEADER,
                null,
                List.of(new VirtualAddress(InetAddress.getByName("10.32.255.99"), 32)),
                AdvertPath.MULTICAST),
            new ControlLoop(new IdleWaiter(), System::nanoTime),
            new Journal(Clock.systemUTC()));
    instance.attach(local, new IdleEdge(), "lo");
    follow();
  }

  @AfterEach
  void close() {
    lifelines.follow(List.of(), 1);
    poller.close();
  }

  private void follow() {
    lifelines.follow(List.of(instance), 1);
  }

  @Test
  void whatIsConfiguredAnewSaysGoodbyeAndListensThere() throws IOException {
    TcpConnection before = greeted(config);
    LifelineConfig next = new LifelineConfig(true, FreePorts.next());
    lifelines.become(next);
    follow();
    turnUntil(() -> before.receive(heard) == TcpConnection.Input.ENDED);
    assertThat(heard.position()).isEqualTo(Greeting.SIZE + Greeting.GOODBYE_SIZE);
    before.close();
    assertNobodyListens(config);
    greeted(next).close();
  }

  @Test
  void whatHasNotChangedIsNotTouched() throws IOException {
    try (TcpConnection peer = greeted(config)) {
      lifelines.become(new LifelineConfig(true, config.port()));
      follow();
      turn();
      assertThat(peer.receive(heard)).isEqualTo(TcpConnection.Input.NOTHING);
    }
  }

  @Test
  void whoeverWatchesHearsAGoodbyeAndMayComeBack() throws IOException {
    TcpConnection before = greeted(config);
    lifelines.sayGoodbye(local);
    turnUntil(() -> before.receive(heard) == TcpConnection.Input.ENDED);
    assertThat(heard.position()).isEqualTo(Greeting.SIZE + Greeting.GOODBYE_SIZE);
    before.close();
    greeted(config).close();
  }

  @Test
  void anAddressWithoutLifelinesHasNobodyToTell() throws IOException {
    try (TcpConnection peer = greeted(config)) {
      lifelines.sayGoodbye(other);
      turn();
      assertThat(peer.receive(heard)).isEqualTo(TcpConnection.Input.NOTHING);
    }
  }

  @Test
  void whatIsTurnedOffListensNoMore() throws IOException {
    lifelines.become(new LifelineConfig(false, config.port()));
    follow();
    assertNobodyListens(config);
  }

  private TcpConnection greeted(LifelineConfig at) throws IOException {
    TcpConnection peer = TcpConnection.connect(other, local, at.port());
    heard.clear();
    turnUntil(() -> peer.receive(heard) == TcpConnection.Input.DATA);
    assertThat(heard.position()).isEqualTo(Greeting.SIZE);
    return peer;
  }

  private void assertNobodyListens(LifelineConfig at) throws IOException {
    try (TcpConnection refused = TcpConnection.connect(other, local, at.port())) {
      turnUntil(() -> refused.receive(ByteBuffer.allocate(1)) == TcpConnection.Input.REFUSED);
    }
  }

  private void turnUntil(BooleanSupplier reached) throws IOException {
    while (!reached.getAsBoolean()) {
      turn();
    }
  }

  private void turn() throws IOException {
    poller.await(TimeUnit.MILLISECONDS.toNanos(1));
  }
}
