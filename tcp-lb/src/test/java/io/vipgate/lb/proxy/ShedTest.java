package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections are ended in order so that other servers get their share. */
@Timeout(60)
class ShedTest {
  @Test
  void theLongestSilentIsEndedInOrderAndWhoSpeaksStays() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var other = new TestServer("b", TestServer.SILENT);
        var proxied = Proxied.to(server, other)) {
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        clients.add(connectTo("a", proxied));
      }
      Socket silent = clients.get(1);
      long[] saidNs = {0};
      Eventually.until(
          "one is shed",
          () -> {
            // They speak between any two looks, which are further apart than a second.
            say(clients.get(0));
            say(clients.get(2));
            boolean isTime = System.nanoTime() - saidNs[0] > LongestSilent.AT_LEAST_NS;
            if (isTime) {
              saidNs[0] = System.nanoTime();
            }
            return isTime && shed(proxied) == 1;
          });
      assertThat(silent.getInputStream().read()).as("the end, and no reset").isEqualTo(-1);
      say(clients.get(0));
      say(clients.get(2));
      assertThat(proxied.stats().server("a").shed()).isEqualTo(1);
      assertThat(proxied.stats().resets()).isZero();
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  @Test
  void whoIsHalfClosedIsLeftAlone() throws Exception {
    TestServer.Behaviour half =
        socket -> {
          if (socket.getInputStream().read() == 'h') {
            socket.shutdownOutput();
          }
          socket.getInputStream().readAllBytes();
        };
    try (var server = new TestServer("a", half);
        var proxied = Proxied.to(server);
        Socket older = proxied.connect();
        Socket younger = proxied.connect()) {
      older.getOutputStream().write('h');
      assertThat(older.getInputStream().read()).isEqualTo(-1);
      younger.getOutputStream().write('w');
      Eventually.until("said", () -> proxied.stats().total().bytesToServer() == 2);
      Eventually.until("one is shed", () -> shed(proxied) == 1);
      assertThat(younger.getInputStream().read()).isEqualTo(-1);
      assertThat(shed(proxied)).isZero();
    }
  }

  /** The other servers' connections are closed at once. */
  private static Socket connectTo(String name, Proxied proxied) throws Exception {
    while (true) {
      long before = proxied.stats().server(name).connectionsTotal();
      long all = proxied.stats().total().connectionsTotal();
      Socket client = proxied.connect();
      Eventually.until("connected", () -> proxied.stats().total().connectionsTotal() > all);
      if (proxied.stats().server(name).connectionsTotal() > before) {
        return client;
      }
      client.close();
    }
  }

  private static int shed(Proxied proxied) {
    return proxied.frontend.shed("a").toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static void say(Socket client) throws IOException {
    client.getOutputStream().write('x');
    assertThat(client.getInputStream().read()).isEqualTo('x');
  }
}
