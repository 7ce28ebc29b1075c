package io.vipgate.app.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.ConfigText;
import io.vipgate.app.config.ProxyConfig;
import io.vipgate.app.config.ServerConfig;
import io.vipgate.lb.pool.Server;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerAddressesTest {
  @TempDir Path directory;

  private final ServerAddresses addresses = new ServerAddresses();

  @Test
  void aServerStaysWhereItIsAsLongAsItsNameLeadsThere() {
    ServerConfig server = config("false").servers().get(0);
    assertThat(addresses.follow(server, List.of(ip("10.0.0.9"), ip("10.0.0.1")))).isFalse();
    assertThat(addresses.locate(server)).isEqualTo(server);
    assertThat(addresses.follow(server, List.of(ip("10.0.0.9"), ip("10.0.0.8")))).isTrue();
    assertThat(addresses.locate(server).address()).hasToString("10.0.0.9:6443");
    assertThat(addresses.follow(server, List.of(ip("10.0.0.8"), ip("10.0.0.9")))).isFalse();
    assertThat(addresses.locate(server).address()).hasToString("10.0.0.9:6443");
  }

  @Test
  void aServerWithoutANameIsNotLedAnywhere() {
    ServerConfig server = config("false").servers().get(1);
    assertThat(addresses.follow(server, List.of(ip("10.0.0.9")))).isFalse();
    assertThat(addresses.locate(server)).isEqualTo(server);
  }

  @Test
  void aNameThatIsConfiguredNoMoreLeadsNowhere() {
    ServerConfig server = config("false").servers().get(0);
    addresses.follow(server, List.of(ip("10.0.0.9")));
    ServerConfig unnamed = new ServerConfig(server.name(), server.address(), server.weight());
    assertThat(addresses.locate(unnamed)).isEqualTo(unnamed);
  }

  @Test
  void theServerOnThisHostComesBeforeTheOthersWhereItIsPreferred() {
    addresses.local(Set.of("b"));
    assertThat(tiers("false")).containsExactly(0, 0, 3);
    assertThat(tiers("true")).containsExactly(1, 0, 4);
  }

  @Test
  void anOperatorsWeightIsTheOneThatCounts() {
    assertThat(addresses.servers(config("false"), Map.of("a", 7), Map.of()))
        .extracting(Server::weight)
        .containsExactly(7, 1, 1);
  }

  private List<Integer> tiers(String preferLocal) {
    return addresses.servers(config(preferLocal), Map.of(), Map.of()).stream()
        .map(server -> server.options().tier())
        .toList();
  }

  private ProxyConfig config(String preferLocal) {
    String text =
        """
        proxy.apiserver {
          bind = ["127.0.0.1:6443"]
          prefer-local = %s
          servers {
            a { address = "10.0.0.1:6443", dns-name = "a.example" }
            b.address = "10.0.0.2:6443"
            c { address = "10.0.0.3:6443", tier = 3 }
          }
        }
        """
            .formatted(preferLocal);
    return ConfigText.valid(directory, text).proxies().get(0);
  }

  private static InetAddress ip(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
