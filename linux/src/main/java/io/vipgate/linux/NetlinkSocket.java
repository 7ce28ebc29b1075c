package io.vipgate.linux;

import io.vipgate.linux.NetlinkMessage.End;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks rtnetlink(7) and waits for the answer. The kernel handles a request within the send, so that
 * the answer is there at once; the wait is bounded all the same.
 */
final class NetlinkSocket implements AutoCloseable {
  static final int AF_NETLINK = 16;
  static final int NETLINK_ROUTE = 0;
  static final String CAPABILITY = "CAP_NET_ADMIN";
  static final String NAME = "socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE)";

  /** More than the kernel puts into one datagram of a dump. */
  static final int DATAGRAM_SIZE = 32 * 1024;

  private static final int SO_RCVTIMEO = 20;
  private static final byte ANSWER_TIMEOUT_SECONDS = 1;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int REQUEST_SIZE = 256;
  private static final int DUMP_ATTEMPTS = 5;

  /** The answer to nearly all that is asked for, without garbage. */
  private static final Answer ACKNOWLEDGED = new Answer(List.of(), new End(0, ""), false);

  private final NativeSocket socket;
  private final NativeMemory request = NativeMemory.allocate(REQUEST_SIZE);
  private final NativeMemory answer = NativeMemory.allocate(DATAGRAM_SIZE);
  private final NativeMemory kernel = address(0);
  private int sequence;

  /** What came back: the messages in their order, and how it ended. */
  record Answer(List<NetlinkMessage> messages, End end, boolean interrupted) {
    Answer {
      messages = List.copyOf(messages);
    }

    boolean succeeded() {
      return end.errno() == 0;
    }

    NativeException failure(String call) {
      String reason = end.reason().isEmpty() ? "" : " \"" + end.reason() + "\"";
      return NativeException.of(call + reason, end.errno(), CAPABILITY);
    }
  }

  /** Writes a request with its sequence number. */
  @FunctionalInterface
  interface Encoder {
    void encode(ByteBuffer out, int sequence);
  }

  private NetlinkSocket(NativeSocket socket) {
    this.socket = socket;
  }

  static NetlinkSocket open() throws NativeException {
    return new NetlinkSocket(
        NativeSocket.open(
            NAME,
            AF_NETLINK,
            NativeSocket.SOCK_RAW,
            NETLINK_ROUTE,
            CAPABILITY,
            NetlinkSocket::configure));
  }

  private static void configure(NativeSocket socket) throws NativeException {
    byte[] timeval =
        ByteBuffer.allocate(16)
            .order(ByteOrder.nativeOrder())
            .putLong(ANSWER_TIMEOUT_SECONDS)
            .array();
    socket.option("SO_RCVTIMEO", NativeSocket.SOL_SOCKET, SO_RCVTIMEO, timeval, "1 s");
    socket.option("NETLINK_CAP_ACK", SOL_NETLINK, NETLINK_CAP_ACK, 1);
    socket.option("NETLINK_EXT_ACK", SOL_NETLINK, NETLINK_EXT_ACK, 1);
    socket.bind(address(0), "a port of the kernel's choice");
  }

  /** What the kernel names as the originator of changes that are asked for here (nlmsg_pid). */
  int port() throws NativeException {
    NativeMemory address = address(0);
    NativeMemory size = NativeMemory.allocate(Integer.BYTES);
    size.bytes().putInt(0, address.bytes().capacity());
    int result = LibC.getsockname(socket.fd(), address, size);
    if (result < 0) {
      throw NativeException.of("getsockname(rtnetlink)", -result, CAPABILITY);
    }
    return address.bytes().getInt(4);
  }

  /** struct sockaddr_nl of the kernel's port, or of our own with the groups to join. */
  static NativeMemory address(int groups) {
    NativeMemory address = NativeMemory.allocate(12);
    address.clear().putShort((short) AF_NETLINK).putShort((short) 0).putInt(0).putInt(groups);
    return address;
  }

  /**
   * Repeats the request until the kernel could list everything without a change in between; a state
   * that never rests is given as last seen.
   */
  Answer dump(String call, Encoder encoder) throws NativeException {
    Answer answer = exchange(call, encoder);
    for (int i = 1; i < DUMP_ATTEMPTS && answer.interrupted(); i++) {
      answer = exchange(call, encoder);
    }
    if (!answer.succeeded()) {
      throw answer.failure(call);
    }
    return answer;
  }

  /**
   * Sends the request and collects the answer, be it a success or not.
   *
   * @throws NativeException if there is no answer
   */
  Answer exchange(String call, Encoder encoder) throws NativeException {
    sequence++;
    encoder.encode(request.clear(), sequence);
    int sent = socket.send(request, kernel);
    if (sent < 0) {
      throw NativeException.of(call, -sent, CAPABILITY);
    }
    receive(call);
    if (NetlinkDecoder.isAcknowledgement(answer.bytes(), sequence)) {
      return ACKNOWLEDGED;
    }
    Collector collector = new Collector(sequence);
    NetlinkDecoder.decode(answer.bytes(), collector);
    while (collector.end == null) {
      receive(call);
      NetlinkDecoder.decode(answer.bytes(), collector);
    }
    return new Answer(collector.messages, collector.end, collector.interrupted);
  }

  private void receive(String call) throws NativeException {
    int size = socket.receive(answer);
    if (size == -Errno.EAGAIN.number) {
      throw NativeException.of(call, Errno.ETIMEDOUT.number, CAPABILITY);
    }
    if (size < 0 || size > DATAGRAM_SIZE) {
      throw NativeException.of(call, size < 0 ? -size : Errno.EMSGSIZE.number, CAPABILITY);
    }
  }

  /** Keeps the messages of one answer, not those that a request before it left behind. */
  private static final class Collector implements NetlinkDecoder.Sink {
    private final List<NetlinkMessage> messages = new ArrayList<>();
    private final int sequence;
    private boolean interrupted;
    private @Nullable End end;

    Collector(int sequence) {
      this.sequence = sequence;
    }

    @Override
    public void accept(int ofSequence, boolean interruptedDump, NetlinkMessage message) {
      if (ofSequence != sequence) {
        return;
      }
      interrupted |= interruptedDump;
      if (message instanceof End last) {
        end = last;
      } else {
        messages.add(message);
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
