package io.vipgate.app.journal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * An entry as a message of systemd-journald's native protocol, which keeps its parts apart:
 *
 * <pre>
 *   NAME=value\n                       a value without the end of a line
 *   NAME\n | length, 8 bytes LE | value | \n      any other
 * </pre>
 *
 * <p>Source: systemd's documentation of its journal's native protocol.
 */
final class JournaldMessage {
  /** syslog(3). */
  private static final String WARNING = "4";

  private static final String INFORMATIONAL = "6";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

  private JournaldMessage() {}

  static byte[] of(JournalEntry entry) {
    JournaldMessage message = new JournaldMessage();
    message.add("MESSAGE", entry.line());
    message.add("PRIORITY", entry.isTransition() ? INFORMATIONAL : WARNING);
    message.add("SYSLOG_IDENTIFIER", "vipgate");
    message.add("VIPGATE_SUBJECT", entry.subject());
    message.add("VIPGATE_FROM", entry.from());
    message.add("VIPGATE_TO", entry.to());
    message.add("VIPGATE_CAUSE", entry.cause().code());
    message.add("VIPGATE_EVIDENCE", entry.evidence());
    return message.out.toByteArray();
  }

  private void add(String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    if (value.indexOf('\n') < 0) {
      out.write('=');
    } else {
      out.write('\n');
      out.writeBytes(
          ByteBuffer.allocate(Long.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(bytes.length)
              .array());
    }
    out.writeBytes(bytes);
    out.write('\n');
  }
}
