package io.vipgate.lb.proxy;

import io.netty.channel.ChannelException;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.Socket;
import io.vipgate.lb.pool.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Begins connections to servers. */
final class Connector {
  // netinet/in.h
  private static final int IPPROTO_IP = 0;
  private static final int IP_BIND_ADDRESS_NO_PORT = 24;

  private final IoEventLoop loop;

  Connector(IoEventLoop loop) {
    this.loop = loop;
  }

  /**
   * Sends the SYN. The first event of the leg tells how that went.
   *
   * @throws IOException if it could not even be sent, see {@link Errno#of}
   */
  Leg connect(Server server, TcpOptions options, Leg.Owner owner) throws IOException {
    Socket socket = open(server.address());
    try {
      options.applyFromTheStart(socket);
      HandshakeAck.hold(socket);
      InetAddress source = server.options().source();
      if (source != null) {
        // Not yet a port: one is then taken for the pair of addresses, and not for the source
        // alone.
        socket.setIntOpt(IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
        socket.bind(new InetSocketAddress(source, 0));
      }
      socket.connect(server.address());
      Leg leg = new Leg(socket, owner);
      leg.watchInputAndOutput(loop);
      return leg;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket open(InetSocketAddress server) throws IOException {
    try {
      return LinuxSocket.newSocketStream(Listener.familyOf(server.getAddress()));
    } catch (ChannelException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
