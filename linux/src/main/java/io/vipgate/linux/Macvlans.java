package io.vipgate.linux;

import io.vipgate.linux.NetlinkMessage.Link;
import io.vipgate.linux.NetlinkSocket.Answer;
import java.util.Optional;

/**
 * Makes and removes macvlan interfaces: further hardware addresses on an interface, by
 * rtnetlink(7). Synchronous, as {@link NetlinkAddresses}; making or removing one takes some
 * milliseconds.
 */
public final class Macvlans implements AutoCloseable {
  private final NetlinkSocket socket;

  private Macvlans(NetlinkSocket socket) {
    this.socket = socket;
  }

  /** An interface, and what it is made of. */
  public record Found(NetworkInterface networkInterface, LinkNature nature) {
    /** Whether it is a macvlan on that interface with that hardware address. */
    public boolean is(int parentIndex, MacAddress mac) {
      return nature.kind().equals(MacvlanEncoder.KIND)
          && nature.parentIndex() == parentIndex
          && networkInterface.mac().filter(mac::equals).isPresent();
    }
  }

  /**
   * Opens it.
   *
   * @throws NativeException EMFILE, or EAFNOSUPPORT where netlink sockets are forbidden
   */
  public static Macvlans open() throws NativeException {
    return new Macvlans(NetlinkSocket.open());
  }

  /**
   * The interface of that name, of whatever kind, without its addresses.
   *
   * @param name 1 to 15 bytes
   */
  public Optional<Found> find(String name) throws NativeException {
    String call = "RTM_GETLINK(" + name + ")";
    Answer answer =
        socket.exchange(call, (out, sequence) -> NetlinkEncoder.getLink(out, sequence, name));
    if (answer.end().errno() == Errno.ENODEV.number) {
      return Optional.empty();
    }
    require(answer, call);
    return answer.messages().stream()
        .filter(Link.class::isInstance)
        .map(Link.class::cast)
        .map(link -> new Found(link.networkInterface(), link.nature()))
        .findFirst();
  }

  /**
   * Makes one, which is down. It answers ARP for its own addresses only, accepts packets whose way
   * back is another interface, and makes itself no IPv6 address.
   *
   * @param name 1 to 15 bytes, of no interface that is there
   * @throws NativeException EPERM (CAP_NET_ADMIN), EEXIST, EOPNOTSUPP (a kernel without macvlan),
   *     EINVAL (the parent is no Ethernet), EBUSY (the parent belongs to another kind of interface)
   */
  public Found create(String name, NetworkInterface parent, MacAddress mac) throws NativeException {
    String call = "RTM_NEWLINK(" + name + ": macvlan on " + parent.name() + ")";
    require(
        socket.exchange(
            call,
            (out, sequence) -> MacvlanEncoder.create(out, sequence, name, parent.index(), mac)),
        call);
    Found made =
        find(name)
            .orElseThrow(() -> NativeException.of(call, Errno.ENODEV.number, "it was removed"));
    settle(made.networkInterface());
    return made;
  }

  private void settle(NetworkInterface made) throws NativeException {
    String call = "RTM_SETLINK(" + made.name() + ")";
    require(
        socket.exchange(
            call, (out, sequence) -> MacvlanEncoder.settleIpv4(out, sequence, made.index())),
        call);
    Answer ipv6 =
        socket.exchange(
            call, (out, sequence) -> MacvlanEncoder.settleIpv6(out, sequence, made.index()));
    if (ipv6.end().errno() != Errno.EAFNOSUPPORT.number) { // a host without IPv6 needs it not
      require(ipv6, call);
    }
  }

  /**
   * Has it up or down.
   *
   * @throws NativeException EPERM (CAP_NET_ADMIN), ENODEV (it is gone), ENETDOWN (the parent is
   *     down)
   */
  public void setUp(NetworkInterface macvlan, boolean up) throws NativeException {
    String call = "RTM_SETLINK(" + macvlan.name() + (up ? " up)" : " down)");
    require(
        socket.exchange(
            call, (out, sequence) -> MacvlanEncoder.setUp(out, sequence, macvlan.index(), up)),
        call);
  }

  /**
   * Removes it, with its addresses.
   *
   * @return false if it was not there
   * @throws NativeException EPERM (CAP_NET_ADMIN)
   */
  public boolean delete(NetworkInterface macvlan) throws NativeException {
    String call = "RTM_DELLINK(" + macvlan.name() + ")";
    Answer answer =
        socket.exchange(
            call, (out, sequence) -> MacvlanEncoder.delete(out, sequence, macvlan.index()));
    if (answer.end().errno() == Errno.ENODEV.number) {
      return false;
    }
    require(answer, call);
    return true;
  }

  private static void require(Answer answer, String call) throws NativeException {
    if (!answer.succeeded()) {
      throw answer.failure(call);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
