package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vipgate.linux.NetworkEvent.AddressAdded;
import io.vipgate.linux.NetworkEvent.AddressRemoved;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsRoot
@Timeout(60)
class NetlinkIpv6AddressesTest {
  private static final InetAddress VIP = Namespace.ipv6("2001:db8::99");

  private Namespace namespace;
  private NetlinkAddresses addresses;
  private NetlinkMonitor monitor;
  private int index;

  @BeforeEach
  void open() throws Exception {
    namespace = Namespace.create();
    namespace.ip("link", "add", "va", "type", "veth", "peer", "name", "vb");
    namespace.ip("link", "set", "va", "up");
    namespace.ip("link", "set", "vb", "up");
    index = namespace.networkInterface("va").index();
    addresses = namespace.call(NetlinkAddresses::open);
    monitor = namespace.call(NetlinkMonitor::open);
  }

  @AfterEach
  void close() throws Exception {
    addresses.close();
    monitor.close();
    namespace.close();
  }

  /** Duplicate address detection would keep it tentative for a second or two. */
  @Test
  void isUsableAtOnceAndNoSourceByItself() throws Exception {
    addresses.install(index, new AddressForm(VIP, 128), 30);

    InterfaceAddress vip = vip().orElseThrow();
    assertThat(vip.tentative()).isFalse();
    assertThat(vip.prefixLength()).isEqualTo(128);
    assertThat(vip.validSeconds()).isBetween(29L, 30L);
    assertThat(vip.installedByVipgate()).isTrue();
    assertThat(namespace.ip("-6", "addr", "show", "dev", "va", "to", "2001:db8::99"))
        .contains("deprecated", "nodad");
  }

  @Test
  void renewsInPlace() throws Exception {
    addresses.install(index, new AddressForm(VIP, 128), 30);
    addresses.install(index, new AddressForm(VIP, 128), 300);

    assertThat(vip().orElseThrow().validSeconds()).isBetween(299L, 300L);
  }

  @Test
  void expiresByItselfAfterTheLastRenewal() throws Exception {
    long begin = System.nanoTime();
    long renewed = begin;
    while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(1500)) {
      renewed = System.nanoTime();
      addresses.install(index, new AddressForm(VIP, 128), 1);
      assertThat(vip()).isPresent();
    }

    Await.until("expiry", () -> vip().isEmpty());

    long leaseMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - renewed);
    System.out.println("an IPv6 lease of 1 s ran out " + leaseMs + " ms after its last renewal");
    assertThat(leaseMs).isBetween(900L, 3000L);
  }

  @Test
  void removesOnce() throws Exception {
    addresses.install(index, new AddressForm(VIP, 128), 30);

    assertThat(addresses.remove(index, VIP, 128)).isTrue();

    assertThat(vip()).isEmpty();
    assertThat(addresses.remove(index, VIP, 128)).isFalse();
    assertThat(addresses.remove(index + 1000, VIP, 128)).isFalse();
  }

  @Test
  void anInterfaceWithoutIpv6HasNothingToRemove() throws Exception {
    namespace.ip("link", "set", "va", "mtu", "1000"); // below IPv6's least, 1280
    assertThat(addresses.remove(index, VIP, 128)).isFalse();
  }

  @Test
  void theMonitorTellsOfIt() throws Exception {
    addresses.install(index, new AddressForm(VIP, 128), 30);
    // By a worker of the kernel's, a moment later than of an IPv4 address.
    awaitEvent(e -> e instanceof AddressAdded there && there.address().address().equals(VIP));
    namespace.ip("addr", "del", "2001:db8::99/128", "dev", "va");
    awaitEvent(e -> e instanceof AddressRemoved gone && gone.address().address().equals(VIP));
  }

  private void awaitEvent(Predicate<NetworkEvent> wanted) throws Exception {
    List<NetworkEvent> events = new ArrayList<>();
    Await.until(
        events,
        () -> {
          monitor.drain(events::add);
          return events.stream().anyMatch(wanted);
        });
  }

  @Test
  void theLinkLocalAddressIsTentativeAtFirst() throws Exception {
    namespace.ip("link", "add", "vc", "type", "veth", "peer", "name", "vd");
    namespace.ip("link", "set", "vc", "up");
    namespace.ip("link", "set", "vd", "up");

    Await.until("tentative", () -> linkLocal("vc").stream().anyMatch(InterfaceAddress::tentative));
    Await.until("usable", () -> linkLocal("vc").stream().anyMatch(address -> !address.tentative()));
  }

  @Test
  void argumentsOutOfRange() {
    assertThatThrownBy(() -> addresses.install(index, new AddressForm(VIP, 129), 30))
        .hasMessage("prefixLength: value: 129 (expected: 0 to 128)");
  }

  private List<InterfaceAddress> linkLocal(String name) throws Exception {
    return namespace.networkInterface(name).addresses().stream()
        .filter(address -> address.address().isLinkLocalAddress())
        .toList();
  }

  private Optional<InterfaceAddress> vip() throws Exception {
    return addresses.list(index).stream()
        .filter(address -> address.address().equals(VIP))
        .findFirst();
  }
}
