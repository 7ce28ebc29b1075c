package io.vipgate.linux;

import io.vipgate.linux.NetlinkMessage.Link;
import io.vipgate.linux.NetlinkSocket.Answer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks the kernel about network interfaces, by rtnetlink(7). Needs no capability. */
public final class Interfaces implements AutoCloseable {
  private static final int NAME_SIZE_MAX = 15; // IFNAMSIZ without the zero

  private final NetlinkSocket socket;

  private Interfaces(NetlinkSocket socket) {
    this.socket = socket;
  }

  /**
   * Opens it.
   *
   * @throws NativeException EMFILE, or EAFNOSUPPORT where netlink sockets are forbidden
   */
  public static Interfaces open() throws NativeException {
    return new Interfaces(NetlinkSocket.open());
  }

  /** The interface of that name, or those that there are instead. */
  public InterfaceLookup lookup(String name) throws NativeException {
    int size = name.getBytes(StandardCharsets.UTF_8).length;
    if (size == 0 || size > NAME_SIZE_MAX) {
      return absent(name); // the kernel would say EINVAL or ERANGE
    }
    Answer answer =
        socket.exchange(
            "RTM_GETLINK", (out, sequence) -> NetlinkEncoder.getLink(out, sequence, name));
    if (answer.end().errno() == Errno.ENODEV.number) {
      return absent(name);
    }
    if (!answer.succeeded()) {
      throw answer.failure("RTM_GETLINK(" + name + ")");
    }
    for (NetlinkMessage message : answer.messages()) {
      if (message instanceof Link link) {
        NetworkInterface found = link.networkInterface();
        return new InterfaceLookup.Present(
            found.withAddresses(NetlinkAddresses.list(socket, found.index())));
      }
    }
    return absent(name);
  }

  /** The hardware addresses of all interfaces of this host. */
  public Set<MacAddress> hardwareAddresses() throws NativeException {
    Set<MacAddress> found = new HashSet<>();
    for (NetworkInterface each : all()) {
      each.mac().ifPresent(found::add);
    }
    return found;
  }

  private List<NetworkInterface> all() throws NativeException {
    return socket.dump("RTM_GETLINK", NetlinkEncoder::dumpLinks).messages().stream()
        .filter(Link.class::isInstance)
        .map(link -> ((Link) link).networkInterface())
        .toList();
  }

  private InterfaceLookup absent(String name) throws NativeException {
    List<String> present = all().stream().map(NetworkInterface::name).toList();
    return new InterfaceLookup.Absent(name, present);
  }

  @Override
  public void close() {
    socket.close();
  }
}
