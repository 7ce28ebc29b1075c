package io.vipgate.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoredSocketsTest {
  private static final String PID = Long.toString(ProcessHandle.current().pid());

  private final List<String> told = new ArrayList<>();
  private final Map<InetSocketAddress, List<Integer>> listening = new LinkedHashMap<>();
  private boolean full;

  @Test
  void whatListensIsStoredOnceAndForgottenWhenItIsGone() throws Exception {
    listening.put(at("10.0.0.9", 8443), List.of(21));
    listening.put(at("::1", 6443), List.of(22, 23));
    StoredSockets sockets = sockets(Set.of());
    sockets.keep();
    String ipv6 = "listen-00000000000000000000000000000001-6443";
    assertThat(told)
        .containsExactly(
            "FDSTORE=1 FDNAME=listen-0a000009-8443 21",
            "FDSTORE=1 FDNAME=" + ipv6 + " 22",
            "FDSTORE=1 FDNAME=" + ipv6 + " 23");
    assertThat(sockets.isComplete()).isTrue();
    told.clear();
    sockets.keep();
    assertThat(told).isEmpty();
    listening.remove(at("10.0.0.9", 8443));
    sockets.keep();
    assertThat(told).containsExactly("FDSTOREREMOVE=1 FDNAME=listen-0a000009-8443");
  }

  @Test
  void whatTheProcessBeforeLeftIsNotStoredAgain() throws Exception {
    listening.put(at("10.0.0.9", 8443), List.of(3));
    StoredSockets sockets = sockets(Set.of("listen-0a000009-8443", "listen-0a000009-1"));
    sockets.keep();
    assertThat(told).containsExactly("FDSTOREREMOVE=1 FDNAME=listen-0a000009-1");
  }

  @Test
  void aManagerThatTakesNoneIsNotReliedOn() throws Exception {
    listening.put(at("10.0.0.9", 8443), List.of(21));
    full = true;
    StoredSockets sockets = sockets(Set.of());
    sockets.keep();
    assertThat(sockets.isComplete()).isFalse();
  }

  @Test
  void namesAreTakenFromTheEnvironmentThatIsMeantForThisProcess() {
    String names = "listen-0a000009-8443:other:listen-0a000009-1";
    assertThat(
            StoredSockets.names(
                Map.of("LISTEN_PID", PID, "LISTEN_FDS", "3", "LISTEN_FDNAMES", names)))
        .containsExactlyInAnyOrder("listen-0a000009-8443", "listen-0a000009-1");
    assertThat(
            StoredSockets.names(
                Map.of("LISTEN_PID", "1", "LISTEN_FDS", "3", "LISTEN_FDNAMES", names)))
        .isEmpty();
    assertThat(StoredSockets.names(Map.of())).isEmpty();
  }

  private StoredSockets sockets(Set<String> inherited) {
    SystemdNotices.Channel channel =
        new SystemdNotices.Channel() {
          @Override
          public void send(String... assignments) {
            told.add(String.join(" ", assignments));
          }

          @Override
          public void send(int descriptor, String... assignments) throws IOException {
            if (full) {
              throw new IOException("sendmsg(/run/systemd/notify): ECONNREFUSED");
            }
            told.add(String.join(" ", assignments) + " " + descriptor);
          }

          @Override
          public void close() {}
        };
    SystemdNotices manager = new SystemdNotices(channel, OptionalLong.empty(), () -> "");
    return new StoredSockets(manager, inherited, () -> listening);
  }

  private static InetSocketAddress at(String literal, int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(literal), port);
  }
}
