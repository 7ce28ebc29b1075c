package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.linux.NetworkEvent.AddressAdded;
import io.vipgate.linux.NetworkEvent.AddressRemoved;
import io.vipgate.linux.NetworkEvent.LinkChanged;
import io.vipgate.linux.NetworkEvent.LinkRemoved;
import io.vipgate.linux.NetworkEvent.Overrun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsRoot
@Timeout(60)
class NetlinkMonitorTest {
  private Namespace namespace;
  private NetlinkMonitor monitor;
  private NetworkInterface va;
  private final List<NetworkEvent> events = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    namespace = Namespace.create();
    namespace.ip("link", "add", "va", "type", "veth", "peer", "name", "vb");
    namespace.ip("link", "set", "va", "up");
    namespace.ip("link", "set", "vb", "up");
    Await.until("carrier", () -> namespace.networkInterface("va").carrier());
    va = namespace.networkInterface("va");
    monitor = namespace.call(NetlinkMonitor::open);
  }

  @AfterEach
  void close() throws Exception {
    monitor.close();
    namespace.close();
  }

  @Test
  void nothingIsPendingAtFirst() throws Exception {
    monitor.drain(events::add);

    assertThat(events).isEmpty();
  }

  @Test
  void anAddressThatSomeoneDeletes() throws Exception {
    InterfaceAddress vip;
    try (NetlinkAddresses addresses = namespace.call(NetlinkAddresses::open)) {
      addresses.install(va.index(), Namespace.address("10.9.0.99"), 32, 30);
      vip = addresses.list(va.index()).get(0);
    }
    namespace.ip("addr", "del", "10.9.0.99/32", "dev", "va");

    awaitEvent(AddressRemoved.class::isInstance);

    assertThat(events)
        .extracting(event -> (Object) event.getClass())
        .containsExactly(AddressAdded.class, AddressRemoved.class);
    InterfaceAddress removed = ((AddressRemoved) events.get(1)).address();
    assertThat(((AddressAdded) events.get(0)).address()).isEqualTo(vip);
    assertThat(removed.address()).isEqualTo(vip.address());
    assertThat(removed.interfaceIndex()).isEqualTo(va.index());
  }

  @Test
  void aLeaseThatRunsOut() throws Exception {
    try (NetlinkAddresses addresses = namespace.call(NetlinkAddresses::open)) {
      addresses.install(va.index(), Namespace.address("10.9.0.99"), 32, 1);
    }

    awaitEvent(AddressRemoved.class::isInstance);

    assertThat(events.get(0)).isInstanceOf(AddressAdded.class);
  }

  @Test
  void linkDownAndUp() throws Exception {
    namespace.ip("link", "set", "va", "down");
    awaitEvent(new LinkChanged(va.index(), "va", false, false)::equals);
    namespace.ip("link", "set", "va", "up");
    awaitEvent(new LinkChanged(va.index(), "va", true, true)::equals);
  }

  @Test
  void carrierLost() throws Exception {
    namespace.ip("link", "set", "vb", "down");

    awaitEvent(new LinkChanged(va.index(), "va", true, false)::equals);
  }

  @Test
  void linkRemoved() throws Exception {
    namespace.ip("link", "del", "va");

    awaitEvent(new LinkRemoved(va.index(), "va")::equals);
  }

  @Test
  void thePollerSeesIt() throws Exception {
    try (Poller poller = Poller.open()) {
      poller.add(monitor, () -> events.add(new Overrun()));
      assertThat(poller.await(0)).isZero();

      namespace.ip("addr", "add", "10.9.0.1/24", "dev", "va");

      assertThat(poller.await(TimeUnit.SECONDS.toNanos(10))).isEqualTo(1);
    }
  }

  @Test
  void moreThanTheBufferHoldsIsAnOverrunAndThenGoesOn() throws Exception {
    monitor.close();
    monitor = namespace.call(() -> NetlinkMonitor.open(1));
    try (NetlinkAddresses addresses = namespace.call(NetlinkAddresses::open)) {
      for (int i = 0; i < 200; i++) {
        addresses.install(va.index(), Namespace.address("10.9.0.99"), 32, 30);
      }
    }
    awaitEvent(Overrun.class::isInstance);
    monitor.drain(events::add);
    events.clear();

    namespace.ip("addr", "add", "10.9.0.1/24", "dev", "va");

    awaitEvent(AddressAdded.class::isInstance);
  }

  private void awaitEvent(Predicate<NetworkEvent> wanted) throws Exception {
    Await.until(
        "event, after " + events,
        () -> {
          monitor.drain(events::add);
          return events.stream().anyMatch(wanted);
        });
  }
}
