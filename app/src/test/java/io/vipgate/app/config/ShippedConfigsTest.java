package io.vipgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.health.probe.DialogSettings;
import io.vipgate.health.probe.DnsSettings;
import io.vipgate.health.probe.EchoSettings;
import io.vipgate.health.probe.ExpectedStatus;
import io.vipgate.health.probe.HttpConnections;
import io.vipgate.health.probe.HttpSettings;
import io.vipgate.health.probe.TlsVerify;
import io.vipgate.health.probe.TlsVersions;
import io.vipgate.vrrp.packet.VrrpVersion;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that the documentation shows, and every default in them. */
final class ShippedConfigsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** A change here changes what every cluster does after an upgrade. */
  private static final CheckConfig DEFAULT_CHECK =
      new CheckConfig(
          new ProbeConfig(
              "check",
              "https",
              null,
              new HttpSettings(
                  "GET",
                  "/readyz",
                  null,
                  List.of(),
                  new ExpectedStatus(List.of(new ExpectedStatus.Range(200, 299))),
                  null,
                  null,
                  HttpConnections.KEPT),
              new TlsCheckConfig(TlsVerify.NONE, null, null, TlsVersions.BOTH, null),
              new DialogSettings(null, null),
              new DnsSettings("kubernetes.default.svc.cluster.local", DnsSettings.Type.A),
              "",
              List.of(),
              null,
              new EchoSettings(3, 50)),
          SECOND.multipliedBy(2),
          SECOND.multipliedBy(2),
          SECOND.multipliedBy(2),
          SECOND.multipliedBy(2),
          3,
          2,
          List.of());

  private static final ConnectionConfig DEFAULT_CONNECTIONS =
      new ConnectionConfig(
          0,
          0,
          List.of(),
          List.of(),
          List.of(),
          SECOND.multipliedBy(5),
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          SECOND.multipliedBy(10),
          false,
          4096,
          false,
          new TcpConfig(
              SECOND.multipliedBy(30), SECOND.multipliedBy(10), 3, Duration.ofMinutes(5), null),
          new RebalanceConfig(0, 10),
          null);

  private static final LimitsConfig DEFAULT_LIMITS = new LimitsConfig(0, Duration.ofMinutes(10));
  private static final HttpConfig DEFAULT_HTTP = new HttpConfig(endpoint("127.0.0.1", 8404));
  private static final NotifyConfig NOBODY =
      new NotifyConfig(List.of(), null, Duration.ofSeconds(30), null, false, null);
  private static final StateConfig NO_STATE = new StateConfig(Optional.empty(), false);
  private static final LifelineConfig DEFAULT_LIFELINE = new LifelineConfig(true, 8412);
  private static final ControlConfig DEFAULT_CONTROL =
      new ControlConfig(OptionalInt.empty(), false);
  private static final AdminConfig DEFAULT_ADMIN =
      new AdminConfig(Path.of("/run/vipgate/admin.sock"));

  @TempDir Path directory;

  @Test
  void smallestWorkerHasEveryDefaultOfAProxy() {
    assertThat(ConfigText.valid(directory, ConfigText.resource("smallest-worker.conf")))
        .isEqualTo(
            new VipgateConfig(
                List.of(),
                List.of(
                    new ProxyConfig(
                        "apiserver",
                        List.of(endpoint("127.0.0.1", 6443)),
                        "roundrobin",
                        SECOND.multipliedBy(2),
                        3,
                        DEFAULT_CONNECTIONS,
                        DEFAULT_CHECK,
                        List.of(
                            new ServerConfig("m1", endpoint("192.168.2.22", 6443), 1),
                            new ServerConfig("m2", endpoint("192.168.2.23", 6443), 1)))),
                DEFAULT_HTTP,
                DEFAULT_ADMIN,
                DEFAULT_LIMITS,
                NO_STATE,
                DEFAULT_LIFELINE,
                DEFAULT_CONTROL,
                NOBODY));
  }

  @Test
  void smallestMasterHasEveryDefaultOfAVirtualRouter() {
    assertThat(ConfigText.valid(directory, ConfigText.resource("smallest-master.conf")).vrrp())
        .containsExactly(
            new VrrpConfig(
                "apiserver",
                VrrpVersion.V2,
                "eth0",
                88,
                100,
                true,
                SECOND,
                ChecksumForm.PSEUDO_HEADER,
                null,
                List.of(new VirtualAddress(address("10.32.255.99"), 32)),
                AdvertPath.MULTICAST));
  }

  @Test
  void smallestConfigsAreAsSmallAsPromised() {
    long worker = ConfigText.resource("smallest-worker.conf").lines().count();
    assertThat(worker).isEqualTo(3);
    assertThat(ConfigText.resource("smallest-master.conf").lines().count() - worker).isEqualTo(6);
  }

  @Test
  void sampleOfTheDesignLoadsWhole() {
    assertThat(ConfigText.load(directory, ConfigText.resource("design-sample.conf")))
        .isEqualTo(new LoadResult.Loaded(designSample(), List.of()));
  }

  private static VipgateConfig designSample() {
    VrrpConfig router =
        new VrrpConfig(
            "apiserver",
            VrrpVersion.V2,
            "bond0",
            88,
            100,
            true,
            SECOND,
            ChecksumForm.PSEUDO_HEADER,
            "1111",
            List.of(new VirtualAddress(address("10.32.255.99"), 32)),
            AdvertPath.MULTICAST);
    CheckConfig check =
        new CheckConfig(
            DEFAULT_CHECK.probe(),
            SECOND.multipliedBy(5),
            SECOND.multipliedBy(5),
            SECOND.multipliedBy(5),
            SECOND.multipliedBy(2),
            2,
            5,
            List.of());
    ProxyConfig proxy =
        new ProxyConfig(
            "apiserver",
            List.of(endpoint("10.32.255.99", 8443)),
            "roundrobin",
            SECOND.multipliedBy(15),
            3,
            DEFAULT_CONNECTIONS,
            check,
            List.of(
                new ServerConfig("apiserver01", endpoint("10.32.137.20", 6443), 1),
                new ServerConfig("apiserver02", endpoint("10.32.137.27", 6443), 1),
                new ServerConfig("apiserver03", endpoint("10.32.138.27", 6443), 1)));
    return new VipgateConfig(
        List.of(router),
        List.of(proxy),
        DEFAULT_HTTP,
        DEFAULT_ADMIN,
        DEFAULT_LIMITS,
        NO_STATE,
        DEFAULT_LIFELINE,
        DEFAULT_CONTROL,
        NOBODY);
  }

  @Test
  void defaultTimeoutIsNeverLongerThanTheInterval() {
    String fast =
        ConfigText.resource("smallest-worker.conf") + "proxy.apiserver.check.interval = 500ms";

    CheckConfig check = ConfigText.valid(directory, fast).proxies().get(0).check();

    assertThat(check.timeout()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void passwordIsNotInTheText() {
    assertThat(designSample().toString()).doesNotContain("1111").contains("authPass=set");
  }

  private static Endpoint endpoint(String address, int port) {
    return new Endpoint(address(address), port);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
