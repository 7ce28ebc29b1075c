package io.vipgate.lb.proxy;

import io.netty.channel.unix.Socket;
import io.vipgate.lb.balance.Flow;
import io.vipgate.lb.proxyprotocol.Endpoints;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Where a connection comes from, and where it came in. */
final class Origin implements Flow {
  private final Socket socket;
  private final InetAddress peer;
  private final int peerPort;
  private final InetSocketAddress listening;
  private final long arrivedNs = System.nanoTime();
  private @Nullable Endpoints told;

  /**
   * @param socket the client's
   * @param peer who connected
   * @param listening the address of ours that it came in by; it may be a wildcard
   */
  Origin(Socket socket, InetSocketAddress peer, InetSocketAddress listening) {
    this.socket = socket;
    this.peer = peer.getAddress();
    this.peerPort = peer.getPort();
    this.listening = listening;
  }

  /** A proxy before us says whom it speaks for. */
  void isReally(Endpoints endpoints) {
    told = endpoints;
  }

  @Override
  public InetAddress client() {
    return told == null ? peer : told.source().getAddress();
  }

  @Override
  public InetAddress local() {
    InetAddress bound = listening.getAddress();
    if (!bound.isAnyLocalAddress()) {
      return bound;
    }
    InetSocketAddress own = socket.localAddress();
    return own == null ? bound : own.getAddress();
  }

  @Override
  public long arrivedNs() {
    return arrivedNs;
  }

  /** Who the client is and where it connected to, for the server and the log. */
  Endpoints endpoints() {
    return told != null
        ? told
        : new Endpoints(
            new InetSocketAddress(peer, peerPort),
            new InetSocketAddress(local(), listening.getPort()));
  }
}
