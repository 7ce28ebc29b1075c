package io.vipgate.app.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vipgate.app.config.CheckConfig;
import io.vipgate.app.config.ConfigLoader;
import io.vipgate.app.config.LoadResult;
import io.vipgate.app.config.ProxyConfig;
import io.vipgate.app.config.ServerConfig;
import io.vipgate.app.config.VipgateConfig;
import io.vipgate.app.config.Vocabulary;
import io.vipgate.app.config.VrrpConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pair's own files keep their meaning, value by value. */
final class SampleTest {
  @TempDir private Path directory;

  @Test
  void theMastersFilesKeepEveryValue() throws IOException {
    VipgateConfig config = load("pair");

    VrrpConfig router = config.vrrp().get(0);
    assertThat(router.interfaceName()).isEqualTo("bond0");
    assertThat(router.virtualRouterId()).isEqualTo(88);
    assertThat(router.priority()).isEqualTo(100);
    assertThat(router.preempt()).isTrue();
    assertThat(router.advertInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(router.authPass()).isEqualTo("1111");
    assertThat(router.addresses()).extracting(Object::toString).containsExactly("10.32.255.99/32");

    ProxyConfig proxy = config.proxies().get(0);
    assertThat(proxy.binds()).extracting(Object::toString).containsExactly("10.32.255.99:8443");
    assertThat(proxy.balance()).isEqualTo("roundrobin");
    assertThat(proxy.connectTimeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(proxy.retries()).isEqualTo(3);
    assertCheck(proxy.check(), Duration.ofSeconds(5), 5);
    assertThat(proxy.servers())
        .extracting(ServerConfig::name, server -> server.address().toString(), ServerConfig::weight)
        .containsExactly(
            tuple("apiserver01", "10.32.137.20:6443", 1),
            tuple("apiserver02", "10.32.137.27:6443", 1),
            tuple("apiserver03", "10.32.138.27:6443", 1));
  }

  @Test
  void theWorkersFileKeepsEveryValue() throws IOException {
    VipgateConfig config = load("pair-worker");

    assertThat(config.vrrp()).isEmpty();
    ProxyConfig proxy = config.proxies().get(0);
    assertThat(proxy.binds()).extracting(Object::toString).containsExactly("127.0.0.1:6443");
    assertCheck(proxy.check(), Duration.ofSeconds(10), 2);
    assertThat(proxy.servers())
        .extracting(server -> server.address().toString())
        .containsExactly("192.168.2.22:6443", "192.168.2.23:6443");
  }

  private static void assertCheck(CheckConfig check, Duration interval, int fall) {
    assertThat(check.type()).isEqualTo("tcp");
    assertThat(check.port()).as("the servers' own").isNull();
    assertThat(check.interval()).isEqualTo(interval);
    assertThat(check.timeout()).isEqualTo(interval);
    assertThat(check.fall()).isEqualTo(fall);
    assertThat(check.rise()).isEqualTo(2);
  }

  private VipgateConfig load(String name) throws IOException {
    String text = ((ImportResult.Imported) Importer.run(Corpus.input(name))).config();
    LoadResult result =
        ConfigLoader.load(
            Files.writeString(directory.resolve("vipgate.conf"), text), Vocabulary.builtIn());
    assertThat(result).isInstanceOf(LoadResult.Loaded.class);
    return ((LoadResult.Loaded) result).config();
  }
}
