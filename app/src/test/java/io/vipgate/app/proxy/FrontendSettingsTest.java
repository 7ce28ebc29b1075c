package io.vipgate.app.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vipgate.app.config.ConfigText;
import io.vipgate.app.config.ProxyConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.log.ConnectionLogWriter;
import io.vipgate.lb.balance.BalancerType;
import io.vipgate.lb.proxy.Admission;
import io.vipgate.lb.proxy.Cidr;
import io.vipgate.lb.proxy.ConnectionLimit;
import io.vipgate.lb.proxy.ConnectionLog;
import io.vipgate.lb.proxy.FrontendConfig;
import io.vipgate.lb.proxy.ListenOptions;
import io.vipgate.lb.proxy.PipeSizing;
import io.vipgate.lb.proxy.RelayLoops;
import io.vipgate.lb.proxy.TcpOptions;
import io.vipgate.lb.proxy.Timeouts;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each key reaches the frontend, and none is mistaken for another: no two have the same value. */
class FrontendSettingsTest {
  @TempDir Path directory;

  @Test
  void everyKeyArrivesWhereItBelongs() throws Exception {
    String text =
        """
        proxy.a {
          bind = ["127.0.0.1:8443", "[::1]:8444"]
          balance = leastconn
          connect-timeout = 1s
          retries = 7
          max-connections = 101
          accept-rate = 102
          allow = ["10.0.0.0/8"]
          deny = ["10.1.0.0/16"]
          accept-proxy-from = ["10.2.0.0/16"]
          queue-timeout = 2s
          client-timeout = 3s
          server-timeout = 4s
          tunnel-timeout = 5s
          half-close-timeout = 6s
          backlog = 103
          reuse-port = true
          keepalive-idle = 11s
          keepalive-interval = 12s
          keepalive-probes = 13
          tcp-user-timeout = 14s
          tcp-congestion = cubic
          servers.m1.address = "10.0.0.1:6443"
        }
        """;
    ProxyConfig config = ConfigText.valid(directory, text).proxies().get(0);
    ConnectionLimit limit = new ConnectionLimit(0);
    ConnectionLogWriter log = new ConnectionLogWriter(OutputStream.nullOutputStream());
    var loops =
        RelayLoops.on(
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()), PipeSizing.AS_MADE);
    var shared =
        new ProxyResources(
            loops, limit, log, Runnable::run, () -> 0, new Journal(Clock.systemUTC()));

    assertThat(FrontendSettings.of(config, shared))
        .isEqualTo(
            new FrontendConfig(
                "a",
                List.of(at("127.0.0.1", 8443), at("::1", 8444)),
                BalancerType.LEASTCONN,
                seconds(1).toNanos(),
                7,
                new ListenOptions(103, true),
                new TcpOptions(seconds(11), seconds(12), 13, seconds(14), "cubic"),
                new Admission(
                    101,
                    limit,
                    102,
                    List.of(network("10.0.0.0", 8)),
                    List.of(network("10.1.0.0", 16)),
                    List.of(network("10.2.0.0", 16))),
                new Timeouts(
                    seconds(2).toNanos(),
                    seconds(3).toNanos(),
                    seconds(4).toNanos(),
                    seconds(5).toNanos(),
                    seconds(6).toNanos()),
                ConnectionLog.OFF));
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static InetSocketAddress at(String literal, int port) throws Exception {
    return new InetSocketAddress(InetAddress.getByName(literal), port);
  }

  private static Cidr network(String literal, int length) throws Exception {
    return new Cidr(InetAddress.getByName(literal), length);
  }
}
