package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two listeners at one address and port, as of two processes of one user. */
@Timeout(60)
class ReusePortTest {
  /** All of so many go to one of two by chance once in an age of the world. */
  private static final int CLIENTS = 64;

  @Test
  void bothHaveAShareOfTheClientsWhereBothWantTo() throws Exception {
    try (var first = new TestServer("a", TestServer.ECHO);
        var second = new TestServer("b", TestServer.ECHO);
        var old = Proxied.with(on(Proxied.at("127.0.0.1", 0), true), List.of(first.asServer()));
        var young = Proxied.with(on(old.address(), true), List.of(second.asServer()))) {
      for (int i = 0; i < CLIENTS; i++) {
        try (Socket client = old.connect()) {
          assertThat(echoes(client)).isTrue();
        }
      }
      assertThat(old.stats().clientsTotal()).isPositive();
      assertThat(young.stats().clientsTotal()).isPositive();
      assertThat(old.stats().clientsTotal() + young.stats().clientsTotal()).isEqualTo(CLIENTS);
    }
  }

  @Test
  void nobodyElseGetsAPortUnlessToldSo() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied =
            Proxied.with(on(Proxied.at("127.0.0.1", 0), false), List.of(server.asServer()))) {
      assertThat(another(proxied.address())).isFalse();
    }
  }

  @Test
  void aReloadTurnsItOnWithoutLettingGoOfTheSocket() throws Exception {
    InetSocketAddress bind = Proxied.atFreePort();
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(on(bind, false), List.of(server.asServer()));
        Socket client = proxied.connect()) {
      assertThat(echoes(client)).isTrue();
      FrontendConfig next = on(bind, true);
      Preparation prepared = proxied.frontend.prepare(next, ListeningSockets.none());
      assertThat(prepared).isInstanceOf(Preparation.Ready.class);
      ((Preparation.Ready) prepared).commit();
      Eventually.until("another one may", () -> another(bind));
      assertThat(echoes(client)).isTrue();
    }
  }

  /** Whether another socket that is set so gets the address as well. */
  private static boolean another(InetSocketAddress address) throws IOException {
    try (ServerSocket other = new ServerSocket()) {
      other.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      other.bind(address);
      return true;
    } catch (java.net.BindException taken) {
      return false;
    }
  }

  private static boolean echoes(Socket client) throws IOException {
    client.getOutputStream().write(7);
    return client.getInputStream().read() == 7;
  }

  private static FrontendConfig on(InetSocketAddress bind, boolean reusePort) {
    return Proxied.config(List.of(bind)).with(ListenOptions.DEFAULT.withReusePort(reusePort));
  }
}
