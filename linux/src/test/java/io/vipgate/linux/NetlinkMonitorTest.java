package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

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
  void noAddressIsReportedThatDoesNotChange() throws Exception {
    monitor.drain(events::add);

    assertThat(eventsOfAddresses()).isEmpty();
  }

  @Test
  void anAddressThatSomeoneDeletes() throws Exception {
    InterfaceAddress vip;
    try (NetlinkAddresses addresses = namespace.call(NetlinkAddresses::open)) {
      addresses.install(va.index(), new AddressForm(Namespace.address("10.9.0.99"), 32), 30);
      vip = addresses.list(va.index()).get(0);
    }
    namespace.ip("addr", "del", "10.9.0.99/32", "dev", "va");

    awaitEvent(AddressRemoved.class::isInstance);

    List<NetworkEvent> ofAddresses = eventsOfAddresses();
    assertThat(ofAddresses).hasSize(2);
    assertThat(ofAddresses.get(0)).isEqualTo(new AddressAdded(vip));
    InterfaceAddress removed = ((AddressRemoved) ofAddresses.get(1)).address();
    assertThat(removed.address()).isEqualTo(vip.address());
    assertThat(removed.interfaceIndex()).isEqualTo(va.index());
  }

  @Test
  void ourOwnInstallationsAreNoNewsButWhatBecomesOfThemIs() throws Exception {
    AddressForm ours = new AddressForm(Namespace.address("10.9.0.99"), 32);
    InterfaceAddress vip;
    try (NetlinkAddresses other = namespace.call(NetlinkAddresses::open);
        NetlinkAddresses addresses = namespace.call(NetlinkAddresses::open)) {
      monitor.ignoreInstallationsBy(addresses);
      addresses.install(va.index(), ours, 30);
      addresses.install(va.index(), ours, 30);
      vip = addresses.list(va.index()).get(0);
      monitor.drain(events::add);
      assertThat(eventsOfAddresses()).isEmpty();

      other.install(va.index(), ours, 30);
      addresses.remove(va.index(), ours.address(), 32);
      addresses.install(va.index(), ours, 1);
    }
    awaitEvent(event -> eventsOfAddresses().size() == 3);

    assertThat(eventsOfAddresses())
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("AddressAdded", "AddressRemoved", "AddressRemoved");
    assertThat(eventsOfAddresses().get(0)).isEqualTo(new AddressAdded(vip));
  }

  @Test
  void aLeaseThatRunsOut() throws Exception {
    try (NetlinkAddresses addresses = namespace.call(NetlinkAddresses::open)) {
      addresses.install(va.index(), new AddressForm(Namespace.address("10.9.0.99"), 32), 1);
    }

    awaitEvent(AddressRemoved.class::isInstance);

    assertThat(eventsOfAddresses().get(0)).isInstanceOf(AddressAdded.class);
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
      poller.add(
          monitor,
          () -> assertThatCode(() -> monitor.drain(events::add)).doesNotThrowAnyException());

      namespace.ip("addr", "add", "10.9.0.1/24", "dev", "va");

      while (eventsOfAddresses().isEmpty()) {
        assertThat(poller.await(TimeUnit.SECONDS.toNanos(10))).isEqualTo(1);
      }
    }
  }

  @Test
  void moreThanTheBufferHoldsIsAnOverrunAfterWhatIsLeft() throws Exception {
    monitor.close();
    monitor = namespace.call(() -> NetlinkMonitor.open(16 * 1024));
    try (NetlinkAddresses addresses = namespace.call(NetlinkAddresses::open)) {
      for (int i = 0; i < 1000; i++) {
        addresses.install(va.index(), new AddressForm(Namespace.address("10.9.0.99"), 32), 30);
      }
    }

    monitor.drain(events::add);

    assertThat(events).hasSizeBetween(2, 999).endsWith(new Overrun());
    assertThat(eventsOfAddresses()).isNotEmpty();
    events.clear();

    namespace.ip("addr", "add", "10.9.0.1/24", "dev", "va");

    awaitEvent(AddressAdded.class::isInstance);
    assertThat(events).doesNotContain(new Overrun());
  }

  // Carrier changes of the set-up may still come in, and the kernel's own link-local addresses.
  private List<NetworkEvent> eventsOfAddresses() {
    return events.stream()
        .filter(
            event ->
                (event instanceof AddressAdded added && isOurs(added.address()))
                    || (event instanceof AddressRemoved removed && isOurs(removed.address())))
        .toList();
  }

  private static boolean isOurs(InterfaceAddress address) {
    return !address.address().isLinkLocalAddress();
  }

  private void awaitEvent(Predicate<NetworkEvent> wanted) throws Exception {
    Await.until(
        events,
        () -> {
          monitor.drain(events::add);
          return events.stream().anyMatch(wanted);
        });
  }
}
