package io.vipgate.app.log;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.vipgate.lb.proxy.ConnectionRecord;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection as one JSON object, keys sorted; its shape is a contract, as that of the status. */
final class JsonLine {
  private JsonLine() {}

  static String of(ConnectionRecord record, long endedAtMs) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    long acceptedAtMs = endedAtMs - TimeUnit.NANOSECONDS.toMillis(record.totalNs());
    line.put("time", Instant.ofEpochMilli(acceptedAtMs).toString());
    line.put("proxy", record.frontend());
    line.put("client", text(record.endpoints().source()));
    line.put("destination", text(record.endpoints().destination()));
    line.put("server", record.server());
    line.put("queue_seconds", seconds(record.queueNs()));
    line.put("connect_seconds", seconds(record.connectNs()));
    line.put("total_seconds", seconds(record.totalNs()));
    line.put("bytes_to_server", record.bytesToServer());
    line.put("bytes_to_client", record.bytesToClient());
    line.put("ending", record.ending().name().toLowerCase(Locale.ROOT));
    line.put("phase", record.phase().name().toLowerCase(Locale.ROOT));
    line.put("retries", record.retries());
    line.put("proxy_connections", record.clients());
    line.put("server_connections", record.serverConnections());
    line.put("queued_behind", record.ahead());
    return ConfigValueFactory.fromMap(line).render(ConfigRenderOptions.concise());
  }

  private static @Nullable Double seconds(long ns) {
    return ns < 0 ? null : ns / 1e9;
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
