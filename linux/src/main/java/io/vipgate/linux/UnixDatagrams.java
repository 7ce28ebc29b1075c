package io.vipgate.linux;

import java.nio.charset.StandardCharsets;

/**
 * Sends datagrams to a Unix socket (unix(7)), which need not be there yet, and may be bound anew
 * meanwhile: each datagram looks for it again. Any thread may send; nobody is made to wait.
 */
public final class UnixDatagrams implements AutoCloseable {
  static final int AF_UNIX = 1;
  static final int SOCK_DGRAM = 2;

  /*
   * struct sockaddr_un (unix(7)); an abstract name begins with a zero byte and has none at its end:
   *
   *   0        2                  110
   *   | family | path             |
   */
  static final int PATH_SIZE_MAX = 108;

  private final NativeSocket socket;
  private final String path;
  private final NativeMemory address = NativeMemory.allocate(Short.BYTES + PATH_SIZE_MAX);
  private final NativeMemory message;

  private UnixDatagrams(NativeSocket socket, String path, int largest) {
    this.socket = socket;
    this.path = path;
    this.message = NativeMemory.allocate(largest);
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name[0] == '@') {
      name[0] = 0;
    }
    address.clear().putShort((short) AF_UNIX).put(name);
  }

  /**
   * Opens the way there.
   *
   * @param path {@code /PATH}, or {@code @NAME} of an abstract socket; at most 107 bytes
   * @param largest bytes of a datagram, at most
   * @throws NativeException if no socket may be opened
   */
  public static UnixDatagrams open(String path, int largest) throws NativeException {
    if (!isUsable(path)) {
      throw new NativeException(
          path,
          Errno.EINVAL.number,
          "/PATH or @NAME, of at most " + (PATH_SIZE_MAX - 1) + " bytes");
    }
    return new UnixDatagrams(open(), path, largest);
  }

  static NativeSocket open() throws NativeException {
    return NativeSocket.open(
        "socket(AF_UNIX, SOCK_DGRAM, 0)",
        AF_UNIX,
        SOCK_DGRAM | NativeSocket.SOCK_NONBLOCK,
        0,
        "no capability",
        opened -> {});
  }

  /** Whether such a socket may have that name. */
  static boolean isUsable(String path) {
    boolean named = path.startsWith("/") || (path.startsWith("@") && path.length() > 1);
    return named && path.getBytes(StandardCharsets.UTF_8).length < PATH_SIZE_MAX;
  }

  /** Where they go, as a {@code sockaddr_un}. */
  NativeMemory address() {
    return address;
  }

  /**
   * Sends one; never blocks.
   *
   * @throws NativeException if nobody takes it, it is too long, or the receiver's queue is full
   */
  public synchronized void send(byte[] datagram) throws NativeException {
    if (datagram.length > message.clear().remaining()) {
      throw new NativeException("sendto(" + path + ")", Errno.EMSGSIZE.number, "a shorter one");
    }
    message.clear().put(datagram);
    int result = socket.send(message, address);
    if (result < 0) {
      throw NativeException.of("sendto(" + path + ")", -result, "no capability");
    }
  }

  @Override
  public synchronized void close() {
    socket.close();
  }
}
