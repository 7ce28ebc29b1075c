package io.vipgate.lb.proxy;

import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.NativeInetAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** One listening socket. */
final class Listener implements EpollIoHandle {
  /**
   * Accepted in one go, some 30 ms at most; then the connections have their turn. Fewer, and a
   * storm fills the kernel's queue meanwhile: whoever finds it full tries again after a second.
   */
  private static final int BATCH = 1024;

  private static final EpollIoOps READY = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLET);

  // netinet/in.h
  private static final int IPPROTO_IP = 0;
  private static final int IP_FREEBIND = 15;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPV6_FREEBIND = 78;

  // netinet/tcp.h
  private static final int TCP_INFO = 11;
  private static final int TCP_INFO_UNACKED = 24;

  private static final int SOCKADDR_SIZE = 26;

  private final Socket socket;
  private final InetSocketAddress address;
  private final byte[] peer = new byte[SOCKADDR_SIZE];
  private @Nullable ProxyLoop proxy;
  private @Nullable IoRegistration registration;
  private final Runnable acceptTask = this::accept;
  private final Runnable wakeUp = this::wakeUpNow;
  private boolean dead;

  private Listener(Socket socket, InetSocketAddress address) {
    this.socket = socket;
    this.address = address;
  }

  /**
   * Binds and listens, whether the address is here or not.
   *
   * @throws IOException with the kernel's error, see {@link Errno#of}
   */
  static Listener open(InetSocketAddress bind, FrontendConfig config) throws IOException {
    LinuxSocket socket;
    try {
      socket = LinuxSocket.newSocketStream(familyOf(bind.getAddress()));
    } catch (ChannelException e) {
      throw new IOException(e.getMessage(), e);
    }
    try {
      // Accepted sockets inherit these, which saves a handful of system calls for each.
      config.tcp().applyTo(socket);
      socket.setReuseAddress(true);
      config.listening().applyToAddress(socket);
      if (bind.getAddress() instanceof Inet6Address) {
        socket.setIntOpt(IPPROTO_IPV6, IPV6_V6ONLY, 1);
        socket.setIntOpt(IPPROTO_IPV6, IPV6_FREEBIND, 1);
      } else {
        socket.setIntOpt(IPPROTO_IP, IP_FREEBIND, 1);
      }
      socket.bind(bind);
      config.listening().listen(socket);
      return new Listener(socket, socket.localAddress());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Goes on with a socket that listens already; whoever waits in its queue is not lost.
   *
   * @throws IOException with the kernel's error, see {@link Errno#of}; the socket is closed then
   */
  static Listener adopt(Socket socket, InetSocketAddress address, FrontendConfig config)
      throws IOException {
    Listener listener = new Listener(socket, address);
    try {
      listener.apply(config);
      return listener;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Takes over what a listening socket can change: connections to come inherit it. */
  void apply(FrontendConfig config) throws IOException {
    config.tcp().applyTo(socket);
    config.listening().applyToAddress(socket);
    config.listening().listen(socket);
  }

  static SocketProtocolFamily familyOf(InetAddress address) {
    return address instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
  }

  /** Where it listens, with the port that the kernel chose for 0. */
  InetSocketAddress address() {
    return address;
  }

  /** Begins to accept. On the loop. */
  void start(IoEventLoop loop, ProxyLoop accepting) throws IOException {
    var future = loop.register(this);
    if (!future.isSuccess()) {
      throw new IOException("epoll registration failed", future.cause());
    }
    proxy = accepting;
    registration = future.getNow();
    registration.submit(READY);
  }

  /** Accepts all who wait in the kernel's queue, for the last time. */
  void acceptRest() {
    ProxyLoop accepting = proxy;
    while (!dead && accepting != null && acceptBatch(accepting)) {
      // Each batch is bounded, and who still waits when the socket closes would be reset.
    }
  }

  /**
   * Has it accept who waits, as far as that is admitted: a little later on its loop, from any
   * thread.
   */
  Runnable wakeUp() {
    return wakeUp;
  }

  private void wakeUpNow() {
    ProxyLoop accepting = proxy;
    if (accepting == null) {
      return;
    }
    try {
      accepting.loop().execute(acceptTask);
    } catch (RejectedExecutionException shutDown) {
      // It took the listener with it.
    }
  }

  /** Whether somebody waits to be accepted. */
  boolean isAwaited() {
    ByteBuffer info = ByteBuffer.allocateDirect(TCP_INFO_UNACKED + Integer.BYTES);
    try {
      socket.getRawOpt(TcpOptions.IPPROTO_TCP, TCP_INFO, info);
      // Of a listening socket it is the length of the accept queue (tcp_get_info of Linux).
      return info.order(ByteOrder.nativeOrder()).getInt(TCP_INFO_UNACKED) > 0;
    } catch (IOException unknown) {
      return true;
    }
  }

  @Override
  public FileDescriptor fd() {
    return socket;
  }

  @Override
  public void handle(IoRegistration ignored, IoEvent event) {
    try {
      accept();
    } catch (Throwable defect) {
      // It must not cost the loop; whoever waits is accepted when the pause is over.
      unexpected(defect);
    }
  }

  @Override
  public void close() {
    if (dead) {
      return;
    }
    dead = true;
    // First, since a successor may hold the same socket: then closing ours would not end its
    // events.
    if (registration != null) {
      registration.cancel();
    }
    try {
      socket.close();
    } catch (IOException reported) {
      // close(2) releases the descriptor whatever it reports.
    }
  }

  private void accept() {
    ProxyLoop accepting = proxy;
    if (!dead && accepting != null && acceptBatch(accepting) && registration != null) {
      // Tells again if somebody still waits, behind what else epoll has to tell.
      registration.submit(READY);
    }
  }

  private void unexpected(Throwable defect) {
    if (proxy != null) {
      proxy.descriptors().shut(wakeUp, defect);
    }
  }

  /** Whether there may be more to accept. */
  private boolean acceptBatch(ProxyLoop accepting) {
    AcceptGate gate = accepting.gate();
    for (int i = 0; i < BATCH; i++) {
      if (!gate.admits(this)) {
        return false;
      }
      int descriptor;
      try {
        descriptor = socket.accept(peer);
      } catch (IOException e) {
        if (Errno.of(e) == Errno.ECONNABORTED) {
          continue;
        }
        accepting.descriptors().shut(wakeUp, e);
        return false;
      }
      if (descriptor < 0) {
        gate.drained();
        return false;
      }
      InetSocketAddress client = NativeInetAddress.address(peer, 1, peer[0]);
      accepting.accepted(new Socket(descriptor), client, address);
    }
    return true;
  }
}
