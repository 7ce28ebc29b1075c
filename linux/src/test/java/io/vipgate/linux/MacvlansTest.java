package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsRoot
@Timeout(60)
class MacvlansTest {
  private static final String NAME = "vrrp.88";
  private static final MacAddress MAC = new MacAddress(0x0000_5e00_0158L);

  private Namespace here;
  private Namespace there;
  private Macvlans macvlans;

  @BeforeEach
  void open() throws Exception {
    List<Namespace> pair = Namespace.pair();
    here = pair.get(0);
    there = pair.get(1);
    macvlans = here.call(Macvlans::open);
  }

  @AfterEach
  void close() throws Exception {
    macvlans.close();
    here.close();
    there.close();
  }

  @Test
  void makesOneThatIsDownAndSilent() throws Exception {
    NetworkInterface parent = here.networkInterface("va");
    Macvlans.Found made = macvlans.create(NAME, parent, MAC);

    assertThat(made.is(parent.index(), MAC)).isTrue();
    assertThat(made.is(parent.index() + 1, MAC)).isFalse();
    assertThat(made.is(parent.index(), MacAddress.BROADCAST)).isFalse();
    assertThat(made.networkInterface().up()).isFalse();
    assertThat(here.ip("-d", "-j", "link", "show", NAME))
        .contains("\"mode\":\"bridge\"")
        .contains("\"inet6_addr_gen_mode\":\"none\"");
    assertThat(sysctl("rp_filter")).isEqualTo("2");
    assertThat(sysctl("arp_filter")).isEqualTo("0");
    assertThat(sysctl("arp_ignore")).isEqualTo("1");
    assertThat(sysctl("promote_secondaries")).isEqualTo("1");
    assertThat(macvlans.find(NAME).orElseThrow().nature().arpIgnore()).isEqualTo(1);
    assertThat(macvlans.find("va").orElseThrow().nature().arpIgnore()).isZero();
    assertThat(macvlans.find("va").orElseThrow().nature().arpAnnounce()).isZero();
    write("va", "arp_announce", "2");
    assertThat(macvlans.find("va").orElseThrow().nature().arpAnnounce()).isEqualTo(2);
  }

  @Test
  void upDownAndAway() throws Exception {
    NetworkInterface made =
        macvlans.create(NAME, here.networkInterface("va"), MAC).networkInterface();

    macvlans.setUp(made, true);
    assertThat(macvlans.find(NAME).orElseThrow().networkInterface().up()).isTrue();
    assertThat(here.networkInterface(NAME).addresses()).isEmpty();
    macvlans.setUp(made, false);
    assertThat(macvlans.find(NAME).orElseThrow().networkInterface().up()).isFalse();
    assertThat(macvlans.delete(made)).isTrue();
    assertThat(macvlans.find(NAME)).isEmpty();
    assertThat(macvlans.delete(made)).isFalse();
    assertThatThrownBy(() -> macvlans.setUp(made, true))
        .isInstanceOf(NativeException.class)
        .hasMessage("RTM_SETLINK(vrrp.88 up): ENODEV (expected: an interface that exists)");
  }

  @Test
  void anotherInterfaceOfThatNameIsLeftAlone() throws Exception {
    here.ip("link", "add", NAME, "type", "veth", "peer", "name", "far");

    assertThatThrownBy(() -> macvlans.create(NAME, here.networkInterface("va"), MAC))
        .isInstanceOf(NativeException.class)
        .hasMessageContaining("EEXIST");
    assertThat(macvlans.find(NAME).orElseThrow().nature().kind()).isEqualTo("veth");
  }

  /** Two masters have the same hardware address for a moment, and must hear of each other. */
  @Test
  void theParentHearsWhoHasTheSameHardwareAddress() throws Exception {
    macvlans.setUp(
        macvlans.create(NAME, here.networkInterface("va"), MAC).networkInterface(), true);
    there.ip("link", "add", NAME, "link", "vb", "address", MAC.toString(), "type", "macvlan");
    there.ip("addr", "add", "10.9.0.99/32", "dev", NAME);
    there.ip("link", "set", NAME, "up");
    NetworkInterface theirs = there.networkInterface(NAME);
    NetworkInterface parent = here.networkInterface("va");

    try (RawVrrpChannel listener = here.call(() -> RawVrrpChannel.open(parent, IpFamily.IPV4));
        RawVrrpChannel sender = there.call(() -> RawVrrpChannel.open(theirs, IpFamily.IPV4))) {
      VrrpPacket packet = sender.packet(Namespace.address("10.9.0.99"), IpFamily.IPV4.group());
      packet.payload(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
      sender.send(packet);

      Await.until("heard by the parent", () -> listener.receive(ByteBuffer.allocate(1500)));
    }
  }

  private void write(String on, String name, String value) throws Exception {
    String path = "/proc/sys/net/ipv4/conf/" + on + "/" + name;
    Shell.run("ip", "netns", "exec", here.name(), "sh", "-c", "echo " + value + " > " + path);
  }

  private String sysctl(String name) throws Exception {
    String path = "/proc/sys/net/ipv4/conf/" + NAME + "/" + name;
    return Shell.run("ip", "netns", "exec", here.name(), "cat", path).trim();
  }
}
