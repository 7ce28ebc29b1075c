package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SdNotifyTest {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;

  @TempDir private Path directory;

  @Test
  void withoutAServiceManagerThereIsNothingToTell() throws Exception {
    assertThat(SdNotify.open(Map.of())).isEmpty();
    assertThat(SdNotify.open(Map.of("NOTIFY_SOCKET", ""))).isEmpty();
  }

  @Test
  void theLinesArriveAsOneDatagram() throws Exception {
    String path = directory.resolve("notify").toString();
    assertThat(received(path, path)).isEqualTo("READY=1\nSTATUS=vrrp/apiserver MASTER – 3 of 3");
  }

  @Test
  void anAbstractSocketHasAZeroInPlaceOfTheAt() throws Exception {
    String name = "vipgate-test-" + ProcessHandle.current().pid();
    assertThat(received("\0" + name, "@" + name)).startsWith("READY=1\n");
  }

  private static String received(String bound, String variable) throws Exception {
    try (NativeSocket manager =
            NativeSocket.open(
                "socket",
                AF_UNIX,
                SOCK_DGRAM | NativeSocket.SOCK_NONBLOCK,
                0,
                "no capability",
                socket -> socket.bind(address(bound), bound));
        SdNotify notify = SdNotify.open(Map.of("NOTIFY_SOCKET", variable)).orElseThrow()) {
      notify.send("READY=1", "STATUS=vrrp/apiserver MASTER – 3 of 3");
      NativeMemory into = NativeMemory.allocate(256);
      assertThat(manager.receive(into)).isPositive();
      return StandardCharsets.UTF_8.decode(into.bytes()).toString();
    }
  }

  @Test
  void aDescriptorComesAlongAndIsTheSameSocket() throws Exception {
    String path = directory.resolve("notify-with-a-name-that-is-longer-than-32-bytes").toString();
    try (NativeSocket manager =
            NativeSocket.open(
                "socket",
                AF_UNIX,
                SOCK_DGRAM | NativeSocket.SOCK_NONBLOCK,
                0,
                "no capability",
                socket -> socket.bind(address(path), path));
        SdNotify notify = SdNotify.open(Map.of("NOTIFY_SOCKET", path)).orElseThrow()) {
      notify.send(manager.fd(), "FDSTORE=1", "FDNAME=x");
      SocketMessage message = SocketMessage.allocate(256);
      int size = manager.receive(message);
      assertThat(StandardCharsets.UTF_8.decode(message.received(0, size)).toString())
          .isEqualTo("FDSTORE=1\nFDNAME=x");
      int rights = message.control(NativeSocket.SOL_SOCKET, 1);
      assertThat(rights).isPositive();
      int passed = message.memory().bytes().getInt(rights);
      assertThat(passed).isNotEqualTo(manager.fd());
      assertThat(inode(passed)).isEqualTo(inode(manager.fd()));
      LibC.close(passed);
    }
  }

  private static String inode(int descriptor) throws Exception {
    return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
  }

  private static NativeMemory address(String path) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    NativeMemory address = NativeMemory.allocate(Short.BYTES + name.length);
    address.clear().putShort((short) AF_UNIX).put(name);
    return address;
  }

  @Test
  void aManagerThatIsGoneIsAnErrorWithItsSocket() throws Exception {
    String path = directory.resolve("nobody").toString();
    try (SdNotify notify = SdNotify.open(Map.of("NOTIFY_SOCKET", path)).orElseThrow()) {
      assertThatThrownBy(() -> notify.send("READY=1"))
          .isInstanceOf(NativeException.class)
          .hasMessageContaining("sendto(" + path + ")");
    }
  }

  @Test
  void whatIsNoAddressIsRefused() {
    for (String wrong : new String[] {"run/notify", "@", "/" + "x".repeat(107), "vsock:2:9"}) {
      assertThatThrownBy(() -> SdNotify.open(Map.of("NOTIFY_SOCKET", wrong)))
          .hasMessage(
              "NOTIFY_SOCKET="
                  + wrong
                  + ": EINVAL (expected: /PATH or @NAME, of at most 107 bytes)");
    }
  }
}
