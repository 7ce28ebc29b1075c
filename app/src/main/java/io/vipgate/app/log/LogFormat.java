package io.vipgate.app.log;

import io.vipgate.lb.proxy.ConnectionRecord;
import java.util.Locale;

/** How a connection is written down. */
public enum LogFormat {
  /** As {@code option tcplog} of HAProxy: its fields, in its order. */
  TCPLOG {
    @Override
    String line(ConnectionRecord record, long endedAtMs) {
      return TcpLogLine.of(record, endedAtMs);
    }
  },
  /** One JSON object. */
  JSON {
    @Override
    String line(ConnectionRecord record, long endedAtMs) {
      return JsonLine.of(record, endedAtMs);
    }
  };

  /** Its name in the configuration. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * One line, without its end.
   *
   * @param endedAtMs the wall clock when the connection ended, since 1970
   */
  abstract String line(ConnectionRecord record, long endedAtMs);
}
