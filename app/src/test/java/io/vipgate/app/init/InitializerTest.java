package io.vipgate.app.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.Cidr;
import io.vipgate.app.config.ConfigLoader;
import io.vipgate.app.config.Endpoint;
import io.vipgate.app.config.IpLiteral;
import io.vipgate.app.config.LoadResult;
import io.vipgate.app.config.VipgateConfig;
import io.vipgate.app.config.VirtualAddress;
import io.vipgate.app.config.Vocabulary;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitializerTest {
  private static final List<LocalNetwork> NETWORKS =
      List.of(
          new LocalNetwork("eth0", ip("192.168.7.2"), 24),
          new LocalNetwork("eth1", ip("10.0.1.2"), 23));

  private static final Map<String, Endpoint> SERVERS = new LinkedHashMap<>();

  static {
    SERVERS.put("m1", new Endpoint(ip("10.0.0.1"), 6443));
    SERVERS.put("m2", new Endpoint(ip("10.0.1.2"), 6443));
  }

  @TempDir Path directory;

  @Test
  void aMasterIsFoundOutFromItsNetworksAndPlace() {
    InitAnswer.Written written = written(master("10.0.0.77"));

    assertThat(load(written).vrrp())
        .singleElement()
        .satisfies(
            router -> {
              assertThat(router.interfaceName()).isEqualTo("eth1");
              assertThat(router.virtualRouterId()).isEqualTo(77);
              assertThat(router.priority()).isEqualTo(90);
              assertThat(router.advertInterval()).isEqualTo(Duration.ofMillis(500));
            });
    assertThat(load(written).proxies())
        .singleElement()
        .satisfies(
            proxy -> {
              assertThat(proxy.binds()).containsExactly(new Endpoint(ip("10.0.0.77"), 8443));
              assertThat(proxy.servers()).extracting("name").containsExactly("m1", "m2");
            });
    assertThat(written.choices())
        .satisfiesExactly(
            choice -> assertThat(choice).startsWith("eth1: ").contains("10.0.1.2/23"),
            choice -> assertThat(choice).startsWith("77: ").contains("last byte"),
            choice -> assertThat(choice).startsWith("90: ").contains("number 2"));
  }

  @Test
  void whatIsGivenIsTakenAndNotTalkedOf() {
    InitRequest request =
        new InitRequest.Master(
            SERVERS,
            new Cidr(ip("10.9.9.9"), 24),
            Optional.of("bond0"),
            9443,
            Optional.of(5),
            Optional.of(200));

    InitAnswer.Written written = written(request);

    assertThat(written.choices()).isEmpty();
    assertThat(load(written).vrrp().get(0).interfaceName()).isEqualTo("bond0");
    assertThat(load(written).vrrp().get(0).virtualRouterId()).isEqualTo(5);
    assertThat(load(written).vrrp().get(0).priority()).isEqualTo(200);
    assertThat(load(written).vrrp().get(0).addresses())
        .containsExactly(new VirtualAddress(ip("10.9.9.9"), 24));
    assertThat(load(written).proxies().get(0).binds())
        .containsExactly(new Endpoint(ip("10.9.9.9"), 9443));
  }

  @Test
  void anAddressThatEndsWithZeroStillHasAnId() {
    assertThat(load(written(master("10.0.1.0"))).vrrp().get(0).virtualRouterId()).isEqualTo(1);
  }

  @Test
  void anAddressOfNoNetworkIsRefusedWithWhatThereIs() {
    assertThat(Initializer.answer(master("172.16.0.1"), NETWORKS))
        .isEqualTo(
            new InitAnswer.Refused(
                "--interface: value: none, and no network of this machine holds 172.16.0.1"
                    + " (expected: one of eth0, eth1)"));
  }

  @Test
  void aMachineThatIsNoServerIsTold() {
    InitAnswer answer = Initializer.answer(master("192.168.7.9"), List.of(NETWORKS.get(0)));

    assertThat(answer).isInstanceOf(InitAnswer.Written.class);
    assertThat(((InitAnswer.Written) answer).choices().get(2))
        .startsWith("100: ")
        .contains("none of the servers is on this machine");
  }

  @Test
  void aWorkerHasNoVirtualRouter() {
    InitAnswer.Written written =
        written(new InitRequest.Worker(SERVERS, new Endpoint(ip("127.0.0.1"), 6443)));

    assertThat(load(written).vrrp()).isEmpty();
    assertThat(load(written).proxies().get(0).binds())
        .containsExactly(new Endpoint(ip("127.0.0.1"), 6443));
  }

  private static InitRequest master(String vip) {
    return new InitRequest.Master(
        SERVERS, new Cidr(ip(vip), 32), Optional.empty(), 8443, Optional.empty(), Optional.empty());
  }

  private static InitAnswer.Written written(InitRequest request) {
    InitAnswer answer = Initializer.answer(request, NETWORKS);
    assertThat(answer).isInstanceOf(InitAnswer.Written.class);
    return (InitAnswer.Written) answer;
  }

  private VipgateConfig load(InitAnswer.Written written) {
    try {
      Path file = Files.writeString(directory.resolve("vipgate.conf"), written.config());
      LoadResult result = ConfigLoader.load(file, Vocabulary.builtIn());
      assertThat(result).isInstanceOf(LoadResult.Loaded.class);
      assertThat(((LoadResult.Loaded) result).warnings()).isEmpty();
      return ((LoadResult.Loaded) result).config();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static InetAddress ip(String text) {
    return IpLiteral.parse(text).orElseThrow();
  }
}
