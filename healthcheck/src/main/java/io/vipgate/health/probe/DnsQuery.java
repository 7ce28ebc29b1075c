package io.vipgate.health.probe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One query of the DNS, and its answer (RFC 1035 section 4.1):
 *
 * <pre>
 *    0                             15
 *   +-------------------------------+
 *   |              ID               |
 *   |QR|  OPCODE |AA|TC|RD|RA|Z|RCODE|   QR 1: an answer
 *   |            QDCOUNT            |
 *   |            ANCOUNT            |
 *   |            NSCOUNT            |
 *   |            ARCOUNT            |
 *   /   question: NAME, TYPE, CLASS /
 *   /   records                     /
 *   +-------------------------------+
 * </pre>
 *
 * Records are counted and not read. An answer that is cut off (TC) is an answer.
 */
final class DnsQuery implements DatagramProbe.Question {
  private static final int HEADER = 12;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int RESPONSE = 0x8000;
  private static final int RCODE = 0x000f;
  private static final int CLASS_IN = 1;

  private static final String[] RCODES = {
    "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"
  };

  private final DnsSettings settings;
  private final int id;
  private final byte[] question;

  private DnsQuery(DnsSettings settings, int id) {
    this.settings = settings;
    this.id = id;
    this.question = question(settings);
  }

  /** With an ID that nobody can guess. */
  static DnsQuery of(DnsSettings settings) {
    return of(settings, ThreadLocalRandom.current().nextInt(1 << 16));
  }

  static DnsQuery of(DnsSettings settings, int id) {
    return new DnsQuery(settings, id);
  }

  private static byte[] question(DnsSettings settings) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String label : DnsSettings.labels(settings.name())) {
      out.write(label.length());
      out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    out.write(0);
    out.write(settings.type().code() >> 8);
    out.write(settings.type().code());
    out.write(CLASS_IN >> 8);
    out.write(CLASS_IN);
    return out.toByteArray();
  }

  @Override
  public byte[] bytes() {
    return ByteBuffer.allocate(HEADER + question.length)
        .putShort((short) id)
        .putShort((short) RECURSION_DESIRED)
        .putShort((short) 1)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 0)
        .put(question)
        .array();
  }

  @Override
  public @Nullable Finding judge(byte[] packet) {
    if (packet.length < HEADER) {
      return new Finding(
          Reason.BAD_ANSWER,
          "%d bytes came (expected: an answer of the DNS, %d or more)"
              .formatted(packet.length, HEADER));
    }
    ByteBuffer header = ByteBuffer.wrap(packet);
    int answeredId = header.getShort() & 0xffff;
    int flags = header.getShort() & 0xffff;
    int questions = header.getShort() & 0xffff;
    int answers = header.getShort() & 0xffff;
    if (answeredId != id || (flags & RESPONSE) == 0 || (questions == 1 && !repeats(packet))) {
      return null; // late, or forged
    }
    return judge(flags & RCODE, answers);
  }

  /** Some servers change the case of letters, which means nothing (RFC 1035 section 2.3.3). */
  private boolean repeats(byte[] packet) {
    int end = HEADER + question.length;
    return packet.length >= end
        && lower(Arrays.copyOfRange(packet, HEADER, end)).equals(lower(question));
  }

  private static String lower(byte[] name) {
    return new String(name, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
  }

  private Finding judge(int rcode, int answers) {
    String asked = "%s %s".formatted(settings.name(), settings.type());
    String name = rcode < RCODES.length ? RCODES[rcode] : "RCODE " + rcode;
    if (rcode == 0) {
      return new Finding(Reason.OK, "%s for %s, %d records".formatted(name, asked, answers));
    }
    return new Finding(Reason.STATUS, "%s for %s (expected: NOERROR)".formatted(name, asked));
  }
}
