package io.vipgate.health.probe;

import java.io.IOException;
import java.net.InetAddress;

/** Calls hosts by ICMP and ICMPv6 echo (RFC 792, RFC 4443). Thread-safe. */
public interface Echo {
  /** Where there is none. */
  Echo NONE =
      (target, onReply) -> {
        throw new IOException("no ICMP socket (expected: ping_group_range or CAP_NET_RAW)");
      };

  /** A request that was sent. */
  interface Pending {
    /** Its reply will not be waited for any more. */
    void forget();
  }

  /**
   * Sends one request.
   *
   * @param onReply runs once, on any thread, if the reply to this request arrives before it is
   *     forgotten
   * @throws IOException if it could not be sent, with the kernel's error
   */
  Pending request(InetAddress target, Runnable onReply) throws IOException;
}
