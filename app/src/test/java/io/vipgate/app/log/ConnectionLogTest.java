package io.vipgate.app.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.vipgate.lb.proxy.ConnectionLog;
import io.vipgate.lb.proxy.ConnectionRecord;
import io.vipgate.lb.proxy.Ending;
import io.vipgate.lb.proxy.Phase;
import io.vipgate.lb.proxyprotocol.Endpoints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectionLogTest {
  private static final long ACCEPTED_AT =
      LocalDateTime.parse("2026-02-06T12:14:14.655")
          .atZone(ZoneId.systemDefault())
          .toInstant()
          .toEpochMilli();

  private static final ConnectionRecord SERVED = record("m1", 3_900_000, 7_400_000);

  @Test
  void tcplogHasTheFieldsOfHaproxy() {
    assertThat(LogFormat.TCPLOG.line(SERVED, ACCEPTED_AT + 5007))
        .isEqualTo(
            "192.0.2.1:33317 [06/Feb/2026:12:14:14.655] apiserver apiserver/m1 3/7/5007 212 cD"
                + " 5/5/5/2/3 0/4");
  }

  @Test
  void tcplogSaysWhatNeverCameToPass() {
    assertThat(LogFormat.TCPLOG.line(record(null, -1, -1), ACCEPTED_AT + 5007))
        .contains(" apiserver/<NOSRV> -1/-1/5007 ");
  }

  @Test
  void jsonHasTheSameAndMore() {
    Config line = ConfigFactory.parseString(LogFormat.JSON.line(SERVED, ACCEPTED_AT + 5007));
    assertThat(Instant.parse(line.getString("time")).toEpochMilli()).isEqualTo(ACCEPTED_AT);
    assertThat(line.getString("client")).isEqualTo("192.0.2.1:33317");
    assertThat(line.getString("destination")).isEqualTo("203.0.113.99:8443");
    assertThat(line.getString("proxy")).isEqualTo("apiserver");
    assertThat(line.getString("server")).isEqualTo("m1");
    assertThat(line.getDouble("queue_seconds")).isEqualTo(0.0039);
    assertThat(line.getDouble("connect_seconds")).isEqualTo(0.0074);
    assertThat(line.getLong("bytes_to_server")).isEqualTo(1);
    assertThat(line.getLong("bytes_to_client")).isEqualTo(212);
    assertThat(line.getString("ending")).isEqualTo("client_timeout");
    assertThat(line.getString("phase")).isEqualTo("data");
    assertThat(line.getDouble("total_seconds")).isEqualTo(5.007);
    assertThat(line.getInt("retries")).isEqualTo(3);
    assertThat(line.getInt("proxy_connections")).isEqualTo(5);
    assertThat(line.getInt("server_connections")).isEqualTo(2);
    assertThat(line.getInt("queued_behind")).isEqualTo(4);
    Config never = ConfigFactory.parseString(LogFormat.JSON.line(record(null, -1, -1), 0));
    assertThat(never.getIsNull("server")).isTrue();
    assertThat(never.getIsNull("connect_seconds")).isTrue();
  }

  @Test
  void everyLineIsWrittenInOrder() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ConnectionLogWriter writer = new ConnectionLogWriter(out)) {
      ConnectionLog log = writer.in(LogFormat.TCPLOG);
      for (int i = 0; i < 1000; i++) {
        log.ended(record("m" + i, 0, 0));
      }
    }
    List<String> lines = out.toString(UTF_8).lines().toList();
    assertThat(lines).hasSize(1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(lines.get(i)).contains("/m" + i + " ");
    }
  }

  /** A reader that has stopped costs lines, which are counted, and nobody waits. */
  @Test
  void aFullQueueLosesLinesAndCountsThem() {
    CountDownLatch stuck = new CountDownLatch(1);
    OutputStream blocked =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            try {
              stuck.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    try (ConnectionLogWriter writer = new ConnectionLogWriter(blocked)) {
      ConnectionLog log = writer.in(LogFormat.JSON);
      // The writer's own buffer and the one that it holds take some more than the queue.
      int logged = ConnectionLogWriter.CAPACITY + 2000;
      for (int i = 0; i < logged; i++) {
        log.ended(SERVED);
      }
      assertThat(writer.lost()).isBetween(1L, 2000L);
      stuck.countDown();
    }
  }

  private static ConnectionRecord record(@Nullable String server, long queueNs, long connectNs) {
    return new ConnectionRecord(
        "apiserver",
        new Endpoints(at("192.0.2.1", 33317), at("203.0.113.99", 8443)),
        server,
        queueNs,
        connectNs,
        5_007_000_000L,
        1,
        212,
        Ending.CLIENT_TIMEOUT,
        Phase.DATA,
        3,
        5,
        2,
        4);
  }

  private static InetSocketAddress at(String literal, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(literal), port);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
