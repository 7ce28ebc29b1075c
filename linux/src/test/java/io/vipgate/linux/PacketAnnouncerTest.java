package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsRoot
@Timeout(60)
class PacketAnnouncerTest {
  private static final InetAddress VIP_6 = Namespace.ipv6("2001:db8::99");

  private Namespace a;
  private Namespace b;
  private NetworkInterface va;
  private PacketAnnouncer announcer;

  @BeforeEach
  void open() throws Exception {
    List<Namespace> pair = Namespace.pair();
    a = pair.get(0);
    b = pair.get(1);
    va = a.networkInterface("va");
    announcer = a.call(PacketAnnouncer::open);
  }

  @AfterEach
  void close() throws Exception {
    announcer.close();
    a.close();
    b.close();
  }

  private void announce(int count) throws Exception {
    announcer.announce(va, va.mac().orElseThrow(), Namespace.address("10.9.0.99"), count);
  }

  @Test
  void aPeerLearnsWhereTheAddressIsNow() throws Exception {
    b.ip(
        "neigh",
        "add",
        "10.9.0.99",
        "lladdr",
        "02:00:00:00:00:99",
        "dev",
        "vb",
        "nud",
        "reachable");

    announce(1);

    String mac = va.mac().orElseThrow().toString();
    Await.until(
        "neighbour " + mac, () -> b.ip("neigh", "show", "10.9.0.99", "dev", "vb").contains(mac));
  }

  @Test
  void tsharkReadsGratuitousArp(@TempDir Path directory) throws Exception {
    String capture = directory.resolve("arp.pcap").toString();
    Process tcpdump =
        new ProcessBuilder(
                "ip", "netns", "exec", b.name(), "tcpdump", "-Z", "root", "-n", "-i", "vb", "-c",
                "5", "-w", capture, "arp")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = tcpdump.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).contains("listening on vb");

      announce(5);

      assertThat(tcpdump.waitFor(20, TimeUnit.SECONDS)).as("five frames").isTrue();
    } finally {
      tcpdump.destroyForcibly();
    }
    String mac = va.mac().orElseThrow().toString();
    String[] fields = {
      "eth.dst",
      "eth.src",
      "arp.opcode",
      "arp.isgratuitous",
      "arp.src.hw_mac",
      "arp.src.proto_ipv4",
      "arp.dst.proto_ipv4"
    };
    assertThat(tshark(capture, fields))
        .hasSize(5)
        .containsOnly(
            String.join("\t", "ff:ff:ff:ff:ff:ff", mac, "1", "1", mac, "10.9.0.99", "10.9.0.99"));
  }

  private static List<String> tshark(String capture, String... fields) throws Exception {
    StringBuilder command = new StringBuilder("tshark -n -r " + capture + " -T fields");
    for (String field : fields) {
      command.append(" -e ").append(field);
    }
    return Shell.run("sh", "-c", command + " 2>/dev/null").lines().toList();
  }

  @Test
  void aPeerLearnsWhereAnIpv6AddressIsNow() throws Exception {
    b.ip(
        "neigh",
        "add",
        "2001:db8::99",
        "lladdr",
        "02:00:00:00:00:99",
        "dev",
        "vb",
        "nud",
        "reachable");

    announcer.announce(va, va.mac().orElseThrow(), VIP_6, 1);

    String mac = va.mac().orElseThrow().toString();
    Await.until(
        "neighbour " + mac, () -> b.ip("neigh", "show", "2001:db8::99", "dev", "vb").contains(mac));
  }

  @Test
  void tsharkReadsNeighbourAdvertisements(@TempDir Path directory) throws Exception {
    String capture = directory.resolve("na.pcap").toString();
    Process tcpdump =
        new ProcessBuilder(
                "ip",
                "netns",
                "exec",
                b.name(),
                "tcpdump",
                "-Z",
                "root",
                "-n",
                "-i",
                "vb",
                "-c",
                "2",
                "-w",
                capture,
                "icmp6 and ip6[40] = 136 and src 2001:db8::99")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = tcpdump.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).contains("listening on vb");

      announcer.announce(va, va.mac().orElseThrow(), VIP_6, 1);
      Shell.run(
          "ip",
          "netns",
          "exec",
          a.name(),
          "sh",
          "-c",
          "echo 1 > /proc/sys/net/ipv6/conf/va/forwarding");
      announcer.announce(a.networkInterface("va"), va.mac().orElseThrow(), VIP_6, 1);

      assertThat(tcpdump.waitFor(20, TimeUnit.SECONDS)).as("two frames").isTrue();
    } finally {
      tcpdump.destroyForcibly();
    }
    String mac = va.mac().orElseThrow().toString();
    String[] fields = {
      "eth.dst",
      "ipv6.dst",
      "ipv6.hlim",
      "icmpv6.type",
      "icmpv6.checksum.status",
      "icmpv6.nd.na.flag.r",
      "icmpv6.nd.na.flag.s",
      "icmpv6.nd.na.flag.o",
      "icmpv6.nd.na.target_address",
      "icmpv6.opt.linkaddr"
    };
    String host =
        String.join(
            "\t",
            "33:33:00:00:00:01",
            "ff02::1",
            "255",
            "136",
            "1",
            "0",
            "0",
            "1",
            "2001:db8::99",
            mac);
    String router = host.replace("136\t1\t0", "136\t1\t1");
    assertThat(tshark(capture, fields)).containsExactly(host, router);
  }

  @Test
  void interfaceDown() throws Exception {
    a.ip("link", "set", "va", "down");

    assertThatThrownBy(() -> announce(1))
        .isInstanceOf(NativeException.class)
        .hasMessage("sendto(ARP 10.9.0.99 on va): ENETDOWN (expected: an interface that is up)");
  }

  @Test
  void interfaceGone() throws Exception {
    a.ip("link", "del", "va");

    assertThatThrownBy(() -> announce(1))
        .hasMessageEndingWith("ENXIO (expected: an interface that exists)");
  }
}
