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
  private static final int SCM_RIGHTS = 1;
  private static final int MESSAGE_SIZE_MAX = 4096;

  private final UnixDatagrams manager;
  private final String path;

  private SdNotify(UnixDatagrams manager, String path) {
    this.manager = manager;
    this.path = path;
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
    if (!UnixDatagrams.isUsable(path)) {
      throw new NativeException(
          SOCKET_VARIABLE + "=" + path,
          Errno.EINVAL.number,
          "/PATH or @NAME, of at most " + (UnixDatagrams.PATH_SIZE_MAX - 1) + " bytes");
    }
    return Optional.of(new SdNotify(UnixDatagrams.open(path, MESSAGE_SIZE_MAX), path));
  }

  /**
   * Sends one message; never blocks.
   *
   * @param assignments such as {@code READY=1}; together at most 4 KiB of UTF-8
   * @throws NativeException if the service manager does not take it
   */
  public void send(String... assignments) throws NativeException {
    manager.send(String.join("\n", assignments).getBytes(StandardCharsets.UTF_8));
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
    try (NativeSocket connected = UnixDatagrams.open()) {
      NativeMemory address = manager.address();
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
  public void close() {
    manager.close();
  }
}
