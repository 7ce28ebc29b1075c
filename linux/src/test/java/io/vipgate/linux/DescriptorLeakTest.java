package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsRoot
@Timeout(120)
class DescriptorLeakTest {
  private static final int ROUNDS = 1000;

  @Test
  void whatIsOpenedIsClosed() throws Exception {
    try (Namespace namespace = Namespace.create()) {
      namespace.ip("link", "add", "va", "type", "veth", "peer", "name", "vb");
      NetworkInterface va = namespace.networkInterface("va");
      namespace.call(
          () -> {
            assertBalanced("Poller", Poller::open);
            assertBalanced("Interfaces", Interfaces::open);
            assertBalanced("NetlinkAddresses", NetlinkAddresses::open);
            assertBalanced("NetlinkMonitor", NetlinkMonitor::open);
            assertBalanced("PacketAnnouncer", PacketAnnouncer::open);
            assertBalanced(
                "SdNotify",
                () -> SdNotify.open(Map.of("NOTIFY_SOCKET", "/run/systemd/notify")).orElseThrow());
            assertBalanced(
                "TcpListener", () -> TcpListener.open(Namespace.address("127.0.0.1"), 8412));
            assertBalanced(
                "TcpConnection",
                () ->
                    TcpConnection.connect(
                        Namespace.address("127.0.0.1"), Namespace.address("127.0.0.2"), 8412));
            assertBalanced("RawVrrpChannel", () -> RawVrrpChannel.open(va, IpFamily.IPV6));
            return true;
          });
    }
  }

  @Test
  void whatFailsToOpenIsClosed() throws Exception {
    try (Namespace namespace = Namespace.create()) {
      namespace.ip("link", "add", "va", "type", "veth", "peer", "name", "vb");
      NetworkInterface va = namespace.networkInterface("va");
      namespace.ip("link", "del", "va");
      namespace.call(
          () -> {
            int before = descriptors();
            for (int i = 0; i < ROUNDS; i++) {
              assertThatThrownBy(() -> RawVrrpChannel.open(va, IpFamily.IPV6))
                  .isInstanceOf(NativeException.class);
            }
            assertThat(descriptors()).isEqualTo(before);
            return true;
          });
    }
  }

  private static void assertBalanced(String what, Callable<? extends AutoCloseable> open)
      throws Exception {
    open.call().close();
    int before = descriptors();
    try (AutoCloseable opened = open.call()) {
      assertThat(descriptors()).as("the count sees %s", opened).isGreaterThan(before);
    }
    for (int i = 0; i < ROUNDS; i++) {
      AutoCloseable opened = open.call();
      opened.close();
      opened.close();
    }
    assertThat(descriptors()).as(what).isEqualTo(before);
  }

  // Of the kinds that are opened here: the JVM's files and pipes come and go.
  private static int descriptors() throws Exception {
    try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
      return (int) entries.filter(DescriptorLeakTest::isSocketOrEvent).count();
    }
  }

  private static boolean isSocketOrEvent(Path entry) {
    try {
      String target = Files.readSymbolicLink(entry).toString();
      return target.startsWith("socket:") || target.startsWith("anon_inode:[");
    } catch (IOException e) {
      return false; // closed since it was listed
    }
  }
}
