package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.management.ManagementFactory;
import java.net.Inet4Address;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsRoot
@Timeout(60)
class NetlinkAddressesTest {
  private static final Pattern VALID = Pattern.compile("\"valid_life_time\":(\\d+)");
  private static final Pattern PREFERRED = Pattern.compile("\"preferred_life_time\":(\\d+)");

  private Namespace namespace;
  private NetlinkAddresses addresses;
  private Inet4Address vip;
  private int index;

  @BeforeEach
  void open() throws Exception {
    namespace = Namespace.create();
    namespace.ip("link", "add", "va", "type", "veth", "peer", "name", "vb");
    namespace.ip("addr", "add", "10.9.0.1/24", "dev", "va");
    namespace.ip("link", "set", "va", "up");
    index = namespace.networkInterface("va").index();
    addresses = namespace.call(NetlinkAddresses::open);
    vip = Namespace.address("10.9.0.99");
  }

  @AfterEach
  void close() throws Exception {
    addresses.close();
    namespace.close();
  }

  @Test
  void installsWithALease() throws Exception {
    addresses.install(index, new AddressForm(vip, 32), 30);

    String seen = ipAddr();
    assertThat(seen).contains("\"local\":\"10.9.0.99\",\"prefixlen\":32,\"scope\":\"global\"");
    assertThat(lifetime(VALID, seen)).isBetween(29L, 30L);
    assertThat(lifetime(PREFERRED, seen)).isBetween(29L, 30L);
    assertThat(seen).doesNotContain("deprecated");
  }

  /** A holder renews its leases four times a lease, and garbage is pauses. */
  @Test
  void aRenewalAllocatesNothing() throws Exception {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    AddressForm form = new AddressForm(vip, 32);
    for (int i = 0; i < 2_000; i++) {
      addresses.install(index, form, 30);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000; i++) {
      addresses.install(index, form, 30);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
    assertThat(lifetime(VALID, ipAddr())).isBetween(29L, 30L);
  }

  @Test
  void listsWhatIsThere() throws Exception {
    addresses.install(index, new AddressForm(vip, 32), 30);

    List<InterfaceAddress> listed = addresses.list(index);

    Inet4Address own = Namespace.address("10.9.0.1");
    assertThat(listed)
        .extracting(InterfaceAddress::address, InterfaceAddress::prefixLength)
        .containsExactly(tuple(own, 24), tuple(vip, 32));
    assertThat(listed.get(0).validSeconds()).isEqualTo(InterfaceAddress.PERMANENT);
    assertThat(listed.get(0).installedByVipgate()).isFalse();
    assertThat(listed.get(1).validSeconds()).isBetween(29L, 30L);
    assertThat(listed.get(1).installedByVipgate()).isTrue();
    assertThat(listed.get(1).secondary()).isFalse();
    assertThat(addresses.list(index + 1000)).isEmpty();
  }

  @Test
  void anAddressWithinTheSubnetOfAnotherIsSecondary() throws Exception {
    addresses.install(index, new AddressForm(vip, 24), 30);

    assertThat(addresses.list(index).get(1).secondary()).isTrue();
  }

  @Test
  void hasTheScopeAndTheLabelThatItIsGivenAndKeepsThemWhenRenewed() throws Exception {
    AddressForm form = new AddressForm(vip, 32, AddressScope.LINK, "va:vip");
    addresses.install(index, form, 30);
    addresses.install(index, form, 300);

    assertThat(ipAddr())
        .contains("\"local\":\"10.9.0.99\",\"prefixlen\":32,\"scope\":\"link\"")
        .contains("\"label\":\"va:vip\"");
    assertThat(lifetime(VALID, ipAddr())).isBetween(299L, 300L);
    assertThat(addresses.remove(index, vip, 32)).isTrue();
    assertThat(ipAddr()).doesNotContain("10.9.0.99");
  }

  @Test
  void renewsInPlace() throws Exception {
    addresses.install(index, new AddressForm(vip, 32), 30);
    addresses.install(index, new AddressForm(vip, 32), 300);

    assertThat(lifetime(VALID, ipAddr())).isBetween(299L, 300L);
    assertThat(addresses.list(index)).hasSize(2);
  }

  @Test
  void anAddressThatSomeoneInstalledForEverBecomesALease() throws Exception {
    namespace.ip("addr", "add", "10.9.0.99/32", "dev", "va");

    addresses.install(index, new AddressForm(vip, 32), 30);

    assertThat(lifetime(VALID, ipAddr())).isBetween(29L, 30L);
    assertThat(addresses.list(index)).hasSize(2);
  }

  @Test
  void expiresByItselfAfterTheLastRenewal() throws Exception {
    long begin = System.nanoTime();
    addresses.install(index, new AddressForm(vip, 32), 1);
    long renewed = begin;
    while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(2500)) {
      renewed = System.nanoTime();
      addresses.install(index, new AddressForm(vip, 32), 1);
      assertThat(addresses.list(index)).hasSize(2);
    }

    Await.until("expiry", () -> addresses.list(index).size() == 1);

    long leaseMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - renewed);
    System.out.println("a lease of 1 s ran out " + leaseMs + " ms after its last renewal");
    assertThat(leaseMs).isBetween(900L, 3000L);
  }

  @Test
  void removes() throws Exception {
    addresses.install(index, new AddressForm(vip, 32), 30);

    assertThat(addresses.remove(index, vip, 32)).isTrue();

    assertThat(ipAddr()).doesNotContain("10.9.0.99");
  }

  @Test
  void removalOfWhatIsAbsentIsFine() throws Exception {
    assertThat(addresses.remove(index, vip, 32)).isFalse();
    assertThat(addresses.remove(index + 1000, vip, 32)).isFalse();
  }

  @Test
  void anotherPrefixLengthIsAnotherAddress() throws Exception {
    addresses.install(index, new AddressForm(vip, 32), 30);

    assertThat(addresses.remove(index, vip, 24)).isFalse();
    assertThat(addresses.list(index)).hasSize(2);
  }

  @Test
  void absentInterface() {
    assertThatThrownBy(() -> addresses.install(4711, new AddressForm(vip, 32), 30))
        .isInstanceOf(NativeException.class)
        .hasMessage(
            "RTM_NEWADDR(10.9.0.99/32 on interface index 4711) \"ipv4: Device not found\": ENODEV"
                + " (expected: an interface that exists)");
  }

  @Test
  void argumentsOutOfRange() {
    assertThatThrownBy(() -> addresses.install(index, new AddressForm(vip, 33), 30))
        .hasMessage("prefixLength: value: 33 (expected: 0 to 32)");
    assertThatThrownBy(() -> addresses.install(index, new AddressForm(vip, 32), 0))
        .hasMessage("leaseSeconds: value: 0 (expected: 1 or more)");
  }

  private String ipAddr() throws Exception {
    return namespace.ip("-json", "addr", "show", "dev", "va").replace(" ", "");
  }

  private static long lifetime(Pattern which, String ipAddr) {
    Matcher matcher = which.matcher(ipAddr.substring(ipAddr.indexOf("10.9.0.99")));
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1));
  }
}
