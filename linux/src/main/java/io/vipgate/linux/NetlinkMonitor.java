package io.vipgate.linux;

import io.vipgate.linux.NetworkEvent.AddressAdded;
import io.vipgate.linux.NetworkEvent.AddressRemoved;
import io.vipgate.linux.NetworkEvent.LinkChanged;
import io.vipgate.linux.NetworkEvent.LinkRemoved;
import io.vipgate.linux.NetworkEvent.Overrun;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * Reports changes of links and addresses: the rtnetlink(7) groups RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR
 * and RTNLGRP_IPV6_IFADDR. Needs no capability.
 *
 * <p>Open it before reading the state from {@link Interfaces}, so that no change falls between.
 */
public final class NetlinkMonitor implements Pollable, AutoCloseable {
  private static final int RTMGRP_LINK = 0x1;
  private static final int RTMGRP_IPV4_IFADDR = 0x10;
  private static final int RTMGRP_IPV6_IFADDR = 0x100;
  private static final int RECEIVE_BUFFER = 1024 * 1024;

  private final NativeSocket socket;
  private final NativeMemory datagram = NativeMemory.allocate(NetlinkSocket.DATAGRAM_SIZE);

  private NetlinkMonitor(NativeSocket socket) {
    this.socket = socket;
  }

  /**
   * Opens it; changes are seen from now on.
   *
   * @throws NativeException EMFILE, or EAFNOSUPPORT where netlink sockets are forbidden
   */
  public static NetlinkMonitor open() throws NativeException {
    return open(RECEIVE_BUFFER);
  }

  static NetlinkMonitor open(int receiveBuffer) throws NativeException {
    return new NetlinkMonitor(
        NativeSocket.open(
            NetlinkSocket.NAME,
            NetlinkSocket.AF_NETLINK,
            NativeSocket.SOCK_RAW | NativeSocket.SOCK_NONBLOCK,
            NetlinkSocket.NETLINK_ROUTE,
            NetlinkSocket.CAPABILITY,
            socket -> {
              socket.option(
                  "SO_RCVBUF", NativeSocket.SOL_SOCKET, NativeSocket.SO_RCVBUF, receiveBuffer);
              socket.bind(
                  NetlinkSocket.address(RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR),
                  "RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR");
            }));
  }

  /**
   * Is not told any more of addresses that are installed or renewed there: a holder does that
   * several times a second, and would be woken up for each. Removals, and what others do, are told.
   * Which message is whose stands in its header, see {@link Rtnetlink}.
   */
  public void ignoreInstallationsBy(NetlinkAddresses addresses) throws NativeException {
    BpfProgram filter = new BpfProgram(6);
    filter.add(BpfProgram.LOAD_HALF, 0, 0, Rtnetlink.NLMSGHDR_TYPE);
    filter.add(BpfProgram.SKIP_IF_EQUAL, 0, 3, networkOrder(Rtnetlink.RTM_NEWADDR));
    filter.add(BpfProgram.LOAD_WORD, 0, 0, Rtnetlink.NLMSGHDR_PORT);
    filter.add(BpfProgram.SKIP_IF_EQUAL, 0, 1, networkOrder(addresses.port()));
    filter.add(BpfProgram.RETURN, 0, 0, BpfProgram.NOTHING);
    filter.add(BpfProgram.RETURN, 0, 0, BpfProgram.WHOLE_PACKET);
    filter.attach(socket);
  }

  /** A field in this machine's byte order, as a filter loads it. */
  private static int networkOrder(short field) {
    boolean big = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    return Short.toUnsignedInt(big ? field : Short.reverseBytes(field));
  }

  private static int networkOrder(int field) {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? field : Integer.reverseBytes(field);
  }

  @Override
  public int fd() {
    return socket.fd();
  }

  /**
   * Hands over every pending event, in the kernel's order.
   *
   * <p>An {@link Overrun} comes last although the kernel reports it first: what is still queued is
   * older than the state that is read upon it, and the kernel goes on losing events without a word
   * until the queue is empty.
   */
  public void drain(Consumer<? super NetworkEvent> sink) throws NativeException {
    boolean overrun = false;
    int size = socket.receive(datagram);
    while (size != -Errno.EAGAIN.number) {
      if (size == -Errno.ENOBUFS.number || size > NetlinkSocket.DATAGRAM_SIZE) {
        overrun = true;
      } else if (size < 0) {
        throw NativeException.of("recv(rtnetlink)", -size, NetlinkSocket.CAPABILITY);
      } else {
        NetlinkDecoder.decode(
            datagram.bytes(), (sequence, interrupted, message) -> forward(message, sink));
      }
      size = socket.receive(datagram);
    }
    if (overrun) {
      sink.accept(new Overrun());
    }
  }

  private static void forward(NetlinkMessage message, Consumer<? super NetworkEvent> sink) {
    if (message instanceof NetlinkMessage.Link link) {
      NetworkInterface changed = link.networkInterface();
      sink.accept(
          link.removed()
              ? new LinkRemoved(changed.index(), changed.name())
              : new LinkChanged(changed.index(), changed.name(), changed.up(), changed.carrier()));
    } else if (message instanceof NetlinkMessage.Address address) {
      sink.accept(
          address.removed()
              ? new AddressRemoved(address.address())
              : new AddressAdded(address.address()));
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
