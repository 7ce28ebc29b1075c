package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vipgate.linux.TcpConnection.Input;
import io.vipgate.testing.FreePorts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class TcpConnectionTest {
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.8.4.12", "::1"})
  void hearsWhatIsSaidAndThenTheEnd(String literal) throws Exception {
    InetAddress address = InetAddress.getByName(literal);
    int port = FreePorts.next();
    TcpListener listener = keep(TcpListener.open(address, port));
    TcpConnection client = keep(TcpConnection.connect(address, address, port));
    assertThat(input(client)).isEqualTo("NOTHING");

    TcpConnection server = accept(listener);
    assertThat(server.send(bytes("hello"))).isTrue();
    awaitReadable(client);
    client.limitToLink();
    assertThat(input(client)).isEqualTo("hello");
    assertThat(input(client)).isEqualTo("NOTHING");

    assertThat(server.send(bytes("bye"))).isTrue();
    server.close();
    awaitReadable(client);
    assertThat(input(client)).isEqualTo("bye");
    awaitReadable(client);
    assertThat(input(client)).isEqualTo("ENDED");
  }

  @Test
  void isRefusedWhereNobodyListens() throws Exception {
    InetAddress address = InetAddress.getByName("127.8.4.12");
    TcpConnection client = keep(TcpConnection.connect(address, address, FreePorts.next()));
    awaitReadable(client);
    assertThat(input(client)).isEqualTo("REFUSED");
  }

  /** So that they are the first to be closed when the process dies. */
  @Test
  void itsDescriptorsAreAboveAllOthersAndTheListenersIsTheHighest() throws Exception {
    InetAddress address = InetAddress.getByName("127.8.4.12");
    int port = FreePorts.next();
    TcpListener listener = keep(TcpListener.open(address, port));
    TcpConnection client = keep(TcpConnection.connect(address, address, port));
    TcpConnection server = accept(listener);
    assertThat(server.fd()).isGreaterThan(client.fd() + 1_000);
    assertThat(listener.fd()).isGreaterThan(server.fd());
    assertThat(Files.readString(Path.of("/proc/self/fdinfo/" + server.fd())))
        .as("closed on exec")
        .containsPattern("flags:\\s+02\\d{6}\\b");
  }

  @Test
  void aDescriptorThatCannotBeRaisedStaysWhereItIs() throws Exception {
    InetAddress address = InetAddress.getByName("127.8.4.12");
    int port = FreePorts.next();
    TcpListener listener = keep(TcpListener.open(address, port));
    assertThat(Descriptors.raise(listener.fd(), Integer.MAX_VALUE)).isEqualTo(listener.fd());
    int none = Descriptors.raise(listener.fd(), -1_000_000_000);
    assertThat(none).as("beyond the limit").isEqualTo(listener.fd());
  }

  @Test
  void aResetIsNoEnd() throws Exception {
    InetAddress address = InetAddress.getByName("127.8.4.12");
    int port = FreePorts.next();
    TcpListener listener = keep(TcpListener.open(address, port));
    TcpConnection client = keep(TcpConnection.connect(address, address, port));
    accept(listener).reset();
    awaitReadable(client);
    assertThat(input(client)).isEqualTo("FAILED");
  }

  @Test
  @NeedsRoot
  void anUnreachableAddressIsAFailureAndNoRefusal() throws Exception {
    try (Namespace namespace = Namespace.create()) {
      namespace.ip("link", "set", "lo", "up");
      String input =
          namespace.call(
              () -> {
                InetAddress local = Namespace.address("127.0.0.1");
                InetAddress away = Namespace.address("192.0.2.1");
                try (TcpConnection client = TcpConnection.connect(local, away, 8412)) {
                  awaitReadable(client);
                  return input(client);
                }
              });
      assertThat(input).isEqualTo("FAILED");
    }
  }

  @Test
  void aListenerDoesNotAnswerWhoIsNotOnItsLink() throws Exception {
    InetAddress address = InetAddress.getByName("127.8.4.12");
    int port = FreePorts.next();
    keep(TcpListener.open(address, port));
    try (Socket ordinary = new Socket()) { // with the TTL of 64 that everybody has
      assertThatThrownBy(() -> ordinary.connect(new InetSocketAddress(address, port), 300))
          .hasMessageContaining("timed out");
    }
  }

  @Test
  void twoCannotListenOnOneAddress() throws Exception {
    InetAddress address = InetAddress.getByName("127.8.4.12");
    int port = FreePorts.next();
    keep(TcpListener.open(address, port));
    assertThatThrownBy(() -> TcpListener.open(address, port))
        .hasMessage(
            "bind(127.8.4.12:" + port + "): EADDRINUSE (expected: an address that is not in use)");
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.add(resource);
    return resource;
  }

  private TcpConnection accept(TcpListener listener) throws Exception {
    awaitReadable(listener);
    TcpConnection accepted = keep(listener.accept().orElseThrow());
    assertThat(listener.accept()).isEmpty();
    return accepted;
  }

  private static void awaitReadable(Pollable source) throws NativeException {
    try (Poller poller = Poller.open()) {
      poller.add(source, () -> {});
      assertThat(poller.await(TimeUnit.SECONDS.toNanos(10))).isEqualTo(1);
    }
  }

  /** The text that came, or the name of what came instead. */
  private static String input(TcpConnection connection) {
    ByteBuffer into = ByteBuffer.allocate(100);
    Input input = connection.receive(into);
    return input == Input.DATA
        ? new String(into.array(), 0, into.position(), StandardCharsets.US_ASCII)
        : input.name();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
