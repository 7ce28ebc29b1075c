package io.vipgate.app.log;

import io.vipgate.lb.proxy.ConnectionRecord;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A line as HAProxy's {@code option tcplog} has it (its configuration manual, 8.2.2):
 *
 * <pre>
 * client:port [accept date] frontend backend/server Tw/Tc/Tt bytes state
 *     actconn/feconn/beconn/srv_conn/retries srv_queue/backend_queue
 * </pre>
 *
 * Times are milliseconds, -1 where it never came to that; bytes are those to the client. A proxy is
 * its own backend here, and has one queue for all its servers.
 */
final class TcpLogLine {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss.SSS", Locale.ROOT);

  private TcpLogLine() {}

  static String of(ConnectionRecord record, long endedAtMs) {
    long acceptedAtMs = endedAtMs - TimeUnit.NANOSECONDS.toMillis(record.totalNs());
    InetSocketAddress client = record.endpoints().source();
    String server = record.server() == null ? "<NOSRV>" : record.server();
    return client.getAddress().getHostAddress()
        + ":"
        + client.getPort()
        + " ["
        + DATE.format(Instant.ofEpochMilli(acceptedAtMs).atZone(ZoneId.systemDefault()))
        + "] "
        + record.frontend()
        + " "
        + record.frontend()
        + "/"
        + server
        + " "
        + ms(record.queueNs())
        + "/"
        + ms(record.connectNs())
        + "/"
        + ms(record.totalNs())
        + " "
        + record.bytesToClient()
        + " "
        + record.ending().letter()
        + record.phase().letter()
        + " "
        + record.clients()
        + "/"
        + record.clients()
        + "/"
        + record.clients()
        + "/"
        + record.serverConnections()
        + "/"
        + record.retries()
        + " 0/"
        + record.ahead();
  }

  private static long ms(long ns) {
    return ns < 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(ns);
  }
}
