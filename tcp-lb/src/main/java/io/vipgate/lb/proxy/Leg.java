package io.vipgate.lb.proxy;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One TCP connection of a pair, towards the client or towards the server: its descriptor. */
final class Leg implements EpollIoHandle {
  static final int IN = EpollIoOps.EPOLLIN.value();
  static final int OUT = EpollIoOps.EPOLLOUT.value();
  static final int ERR = EpollIoOps.EPOLLERR.value();
  static final int RDHUP = EpollIoOps.EPOLLRDHUP.value();

  /** EPOLLHUP of sys/epoll.h, which is reported unasked and has no constant in the transport. */
  static final int HUP = 0x10;

  private static final EpollIoOps READ =
      EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLRDHUP).with(EpollIoOps.EPOLLET);
  private static final EpollIoOps READ_WRITE = READ.with(EpollIoOps.EPOLLOUT);

  /** Who is told of a leg's events. */
  interface Owner {
    void ready(Leg leg, int events);

    /** A defect of ours came to light while an event was handled. */
    void crashed(Throwable defect);

    /** The event loop shuts down and takes this leg with it. */
    void evicted();
  }

  private final Socket socket;
  private final Owner owner;
  private @Nullable IoRegistration registration;
  private boolean watchesOutput;
  private boolean dead;
  private boolean hungUp;

  Leg(Socket socket, Owner owner) {
    this.socket = socket;
    this.owner = owner;
  }

  /**
   * Asks for arriving bytes, and not yet for room to send: most legs never need to wait for that.
   */
  void watchInput(IoEventLoop loop) throws IOException {
    register(loop, READ);
  }

  /** Asks for both, so that the end of a connect shows. */
  void watchInputAndOutput(IoEventLoop loop) throws IOException {
    watchesOutput = true;
    register(loop, READ_WRITE);
  }

  /** From now on room to send is an event as well, at once if there is room already. */
  void watchOutput() {
    if (watchesOutput || registration == null) {
      return;
    }
    watchesOutput = true;
    registration.submit(READ_WRITE);
  }

  /**
   * Has epoll tell again of bytes that are there already, behind what else it has to tell. A task
   * of the loop would come before that: the loop runs its tasks for up to a second, those that
   * tasks have added included, before it looks at its descriptors again.
   */
  void tellAgain() {
    if (registration != null) {
      registration.submit(watchesOutput ? READ_WRITE : READ);
    }
  }

  /** Leaves its loop. For tasks of the loop only: an event may be on its way in a batch. */
  void unwatch() {
    if (registration != null) {
      registration.cancel();
      registration = null;
    }
  }

  /**
   * Asks another loop for arriving bytes; those that came meanwhile show. Nothing waits for room.
   */
  void watchAgain(IoEventLoop loop) throws IOException {
    watchesOutput = false;
    register(loop, READ);
  }

  private void register(IoEventLoop loop, EpollIoOps ops) throws IOException {
    var future = loop.register(this);
    if (!future.isSuccess()) {
      throw new IOException("epoll registration failed", future.cause());
    }
    registration = future.getNow();
    registration.submit(ops);
  }

  /**
   * The number of bytes read, at most {@code size}, 0 if there are none now, -1 at the end of the
   * stream.
   */
  int receive(ReadBuffer buffer, int size) throws IOException {
    return socket.recvAddress(buffer.address(), 0, size);
  }

  Socket socket() {
    return socket;
  }

  /**
   * Whether the peer has said that no more will come, in order or by a reset. From then on a short
   * read does not mean that the next event will tell of the rest: there may be none.
   */
  boolean hungUp() {
    return hungUp;
  }

  void hangUp() {
    hungUp = true;
  }

  boolean isDead() {
    return dead;
  }

  /** From now on events are ignored; those of the running batch may still be on their way. */
  void markDead() {
    dead = true;
  }

  /** The close will be a reset, and what is still unsent is dropped. */
  void resetOnClose() {
    try {
      socket.setSoLinger(0);
    } catch (IOException alreadyGone) {
      // The peer reset it first, and a close is all that is left to do.
    }
  }

  /** Closes the descriptor, which takes it out of the epoll set, and then forgets it. */
  void closeDescriptor() {
    markDead();
    try {
      socket.close();
    } catch (IOException reported) {
      // close(2) releases the descriptor whatever it reports.
    }
    if (registration != null) {
      registration.cancel();
    }
  }

  @Override
  public FileDescriptor fd() {
    return socket;
  }

  @Override
  public void handle(IoRegistration ignored, IoEvent event) {
    if (dead) {
      return;
    }
    try {
      owner.ready(this, ((EpollIoEvent) event).ops().value());
    } catch (Throwable defect) {
      // Out of memory, too: it must cost this connection, and not the loop with all the others.
      owner.crashed(defect);
    }
  }

  @Override
  public void close() {
    if (!dead) {
      owner.evicted();
    }
  }
}
