package io.vipgate.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the service manager how the service is doing: the protocol of sd_notify(3), datagrams of
 * {@code VARIABLE=value} lines to the Unix socket that the environment names. Any thread may send.
 */
public final class SdNotify implements AutoCloseable {
  private static final String SOCKET_VARIABLE = "NOTIFY_SOCKET";
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SCM_RIGHTS = 1;
  private static final int MESSAGE_SIZE_MAX = 4096;

  /*
   * struct sockaddr_un (unix(7)); an abstract name begins with a zero byte and has none at its end:
   *
   *   0        2                  110
   *   | family | path             |
   */
  private static final int PATH_SIZE_MAX = 108;

  private final NativeSocket socket;
  private final String path;
  private final NativeMemory address = NativeMemory.allocate(Short.BYTES + PATH_SIZE_MAX);
  private final NativeMemory message = NativeMemory.allocate(MESSAGE_SIZE_MAX);

  private SdNotify(NativeSocket socket, String path) {
    this.socket = socket;
    this.path = path;
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name[0] == '@') {
      name[0] = 0;
    }
    address.clear().putShort((short) AF_UNIX).put(name);
  }

  /**
   * Opens the way to the service manager; empty if none has started this process. Without one no
   * native library is loaded.
   *
   * @param environment where NOTIFY_SOCKET is looked for
   * @throws NativeException if there is no such socket, or none may be opened
   */
  public static Optional<SdNotify> open(Map<String, String> environment) throws NativeException {
    String path = environment.getOrDefault(SOCKET_VARIABLE, "");
    if (path.isEmpty()) {
      return Optional.empty();
    }
    if (!isUsable(path)) {
      throw new NativeException(
          SOCKET_VARIABLE + "=" + path,
          Errno.EINVAL.number,
          "/PATH or @NAME, of at most " + (PATH_SIZE_MAX - 1) + " bytes");
    }
    return Optional.of(new SdNotify(open(), path));
  }

  private static NativeSocket open() throws NativeException {
    return NativeSocket.open(
        "socket(AF_UNIX, SOCK_DGRAM, 0)",
        AF_UNIX,
        SOCK_DGRAM | NativeSocket.SOCK_NONBLOCK,
        0,
        "no capability",
        opened -> {});
  }

  private static boolean isUsable(String path) {
    boolean named = path.startsWith("/") || (path.startsWith("@") && path.length() > 1);
    return named && path.getBytes(StandardCharsets.UTF_8).length < PATH_SIZE_MAX;
  }

  /**
   * Sends one message; never blocks.
   *
   * @param assignments such as {@code READY=1}; together at most 4 KiB of UTF-8
   * @throws NativeException if the service manager does not take it
   */
  public synchronized void send(String... assignments) throws NativeException {
    ByteBuffer out = message.clear();
    out.put(String.join("\n", assignments).getBytes(StandardCharsets.UTF_8));
    int result = socket.send(message, address);
    if (result < 0) {
      throw NativeException.of("sendto(" + path + ")", -result, "no capability");
    }
  }

  /**
   * Sends one message with a descriptor beside it (SCM_RIGHTS, unix(7)), which the service manager
   * may keep; never blocks.
   *
   * @param assignments such as {@code FDSTORE=1} and {@code FDNAME=...}; at most 4 KiB of UTF-8
   * @throws NativeException if the service manager does not take it
   */
  public synchronized void send(int descriptor, String... assignments) throws NativeException {
    SocketMessage withRights = SocketMessage.allocate(MESSAGE_SIZE_MAX);
    withRights.payload(
        ByteBuffer.wrap(String.join("\n", assignments).getBytes(StandardCharsets.UTF_8)));
    withRights.with(
        NativeSocket.SOL_SOCKET,
        SCM_RIGHTS,
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.nativeOrder())
            .putInt(descriptor)
            .array());
    // A socket of its own, since the address is longer than such a message has room for, and a
    // connected socket would not survive a restart of the service manager.
    try (NativeSocket connected = open()) {
      int result = LibC.connect(connected.fd(), address, address.bytes().position());
      if (result < 0) {
        throw NativeException.of("connect(" + path + ")", -result, "no capability");
      }
      result = connected.send(withRights);
      if (result < 0) {
        throw NativeException.of("sendmsg(" + path + ")", -result, "no capability");
      }
    }
  }

  @Override
  public synchronized void close() {
    socket.close();
  }
}
