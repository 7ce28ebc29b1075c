package io.vipgate.lb.proxy;

import io.netty.channel.unix.Socket;
import java.io.IOException;

/**
 * The last packet of the handshake with a server. It says nothing that the first bytes would not
 * say as well, and as a rule the client has sent them by then:
 *
 * <pre>
 *   us                 server          us                 server
 *    | ------ SYN ------&gt; |             | ------ SYN ------&gt; |
 *    | &lt;--- SYN, ACK ---- |             | &lt;--- SYN, ACK ---- |
 *    | ------ ACK ------&gt; | accepts     |                    |
 *    | --- ACK, data ---&gt; | reads       | --- ACK, data ---&gt; | accepts, reads
 * </pre>
 *
 * <p>A packet less is a tenth of what a short connection costs. Left alone, the kernel would send
 * it after 200 ms (TCP_DELACK_MAX of Linux), which is how long a server that speaks first would
 * wait.
 */
final class HandshakeAck {
  /** See tcp(7). */
  private static final int TCP_QUICKACK = 12;

  private HandshakeAck() {}

  /** Of a socket that will be connected: keeps it back. */
  static void hold(Socket connecting) throws IOException {
    connecting.setIntOpt(TcpOptions.IPPROTO_TCP, TCP_QUICKACK, 0);
  }

  /** Of one that is connected, and nothing to say to the server: sends it. */
  static void send(Socket connected) throws IOException {
    connected.setIntOpt(TcpOptions.IPPROTO_TCP, TCP_QUICKACK, 1);
  }
}
