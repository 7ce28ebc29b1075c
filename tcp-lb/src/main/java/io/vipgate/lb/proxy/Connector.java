package io.vipgate.lb.proxy;

import io.netty.channel.ChannelException;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Begins connections to servers. */
final class Connector {
  private final IoEventLoop loop;

  Connector(IoEventLoop loop) {
    this.loop = loop;
  }

  /**
   * Sends the SYN. The first event of the leg tells how that went.
   *
   * @throws IOException if it could not even be sent, see {@link Errno#of}
   */
  Leg connect(InetSocketAddress server, Leg.Owner owner) throws IOException {
    Socket socket = open(server);
    try {
      TcpOptions.applyFromTheStart(socket);
      socket.connect(server);
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
