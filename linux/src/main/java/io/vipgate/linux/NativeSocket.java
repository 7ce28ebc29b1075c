package io.vipgate.linux;

/** A socket: owns its descriptor, and knows which capability its calls need. */
final class NativeSocket implements AutoCloseable {
  static final int SOCK_RAW = 3;
  static final int SOCK_NONBLOCK = 0x800;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int SOL_SOCKET = 1;
  static final int SO_RCVBUF = 8;

  private static final int MSG_TRUNC = 0x20;
  private static final int OPTION_SIZE_MAX = 64;

  private final String capability;
  private final NativeMemory option = NativeMemory.allocate(OPTION_SIZE_MAX);
  private int fd;

  /** Prepares a socket that is open; a failure closes it. */
  @FunctionalInterface
  interface Setup {
    void configure(NativeSocket socket) throws NativeException;
  }

  private NativeSocket(int fd, String capability) {
    this.fd = fd;
    this.capability = capability;
  }

  /**
   * Opens and prepares a socket that is closed on exec.
   *
   * @param call how an error names it
   * @param type with SOCK_NONBLOCK or without
   */
  static NativeSocket open(
      String call, int domain, int type, int protocol, String capability, Setup setup)
      throws NativeException {
    int fd = LibC.socket(domain, type | SOCK_CLOEXEC, protocol);
    if (fd < 0) {
      throw NativeException.of(call, -fd, capability);
    }
    NativeSocket socket = new NativeSocket(fd, capability);
    try {
      setup.configure(socket);
      return socket;
    } catch (NativeException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Of a descriptor that is open already. */
  static NativeSocket adopt(int fd, String capability) {
    return new NativeSocket(fd, capability);
  }

  int fd() {
    return fd;
  }

  /** Moves the descriptor to the end of the table ({@link Descriptors#raise}). */
  void raise(int below) {
    fd = Descriptors.raise(fd, below);
  }

  /** setsockopt(2) of an int. */
  void option(String name, int level, int number, int value) throws NativeException {
    option.clear().putInt(value);
    setOption(name, level, number, String.valueOf(value));
  }

  /** setsockopt(2) of a structure or string, at most 64 bytes. */
  void option(String name, int level, int number, byte[] value, String text)
      throws NativeException {
    option.clear().put(value);
    setOption(name, level, number, text);
  }

  private void setOption(String name, int level, int number, String text) throws NativeException {
    int result = LibC.setsockopt(fd, level, number, option, option.bytes().position());
    if (result < 0) {
      throw NativeException.of("setsockopt(" + name + ", " + text + ")", -result, capability);
    }
  }

  /** bind(2) to the address that was written to the memory. */
  void bind(NativeMemory address, String text) throws NativeException {
    int result = LibC.bind(fd, address, address.bytes().position());
    if (result < 0) {
      throw NativeException.of("bind(" + text + ")", -result, capability);
    }
  }

  /**
   * recv(2) into the whole memory. Position and limit of its buffer are then around what came.
   *
   * @return the full size of the message, which exceeds the buffer's if it was cut; or {@code
   *     -errno}
   */
  int receive(NativeMemory into) {
    int size;
    do {
      size = LibC.recv(fd, into, into.bytes().capacity(), MSG_TRUNC);
    } while (size == -Errno.EINTR.number);
    into.clear().limit(Math.max(0, Math.min(size, into.bytes().capacity())));
    return size;
  }

  /**
   * recvmsg(2).
   *
   * @return the full size of the payload, which exceeds the message's if it was cut; or {@code
   *     -errno}
   */
  int receive(SocketMessage into) {
    int size;
    do {
      into.prepareToReceive();
      size = LibC.recvmsg(fd, into.memory(), MSG_TRUNC);
    } while (size == -Errno.EINTR.number);
    return size;
  }

  /**
   * sendmsg(2).
   *
   * @return {@code -errno}, else the size
   */
  int send(SocketMessage message) {
    int result;
    do {
      result = LibC.sendmsg(fd, message.memory());
    } while (result == -Errno.EINTR.number);
    return result;
  }

  /**
   * sendto(2) of what was written to the memory.
   *
   * @return {@code -errno}, else the size
   */
  int send(NativeMemory message, NativeMemory address) {
    int result;
    do {
      result =
          LibC.sendto(fd, message, message.bytes().position(), address, address.bytes().position());
    } while (result == -Errno.EINTR.number);
    return result;
  }

  @Override
  public void close() {
    if (fd >= 0) {
      LibC.close(fd);
      fd = -1;
    }
  }
}
