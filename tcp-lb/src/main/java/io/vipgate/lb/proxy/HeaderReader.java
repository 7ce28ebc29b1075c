package io.vipgate.lb.proxy;

import io.vipgate.lb.proxyprotocol.Header;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the header of the PROXY protocol from a client, and no byte of what follows it. */
final class HeaderReader implements Deadlines.Waiting {
  private final Connection client;
  private final Deadlines deadlines;
  private final long sinceNs = System.nanoTime();
  private byte[] bytes = {};
  private int missing = Header.FIRST_READ;

  HeaderReader(Connection client, Deadlines deadlines) {
    this.client = client;
    this.deadlines = deadlines;
    deadlines.add(this);
  }

  /**
   * Reads what is there.
   *
   * @param buffer lent for the time of the call
   * @return null as long as more is to come
   */
  @Nullable Header read(Leg leg, ReadBuffer buffer) throws IOException {
    while (true) {
      int count = leg.receive(buffer, missing);
      if (count == 0) {
        return null;
      }
      if (count < 0) {
        return new Header.Malformed("it ended");
      }
      int before = bytes.length;
      bytes = Arrays.copyOf(bytes, before + count);
      buffer.bytes().get(0, bytes, before, count);
      Header header = Header.decode(bytes, bytes.length);
      if (!(header instanceof Header.Incomplete incomplete)) {
        return header;
      }
      missing = incomplete.missing();
    }
  }

  void end() {
    deadlines.remove(this);
  }

  @Override
  public long waitingSinceNs() {
    return sinceNs;
  }

  @Override
  public void waitedTooLong() {
    client.refused(Refusal.PROXY_HEADER_TIMEOUT, Ending.CLIENT_TIMEOUT);
  }
}
