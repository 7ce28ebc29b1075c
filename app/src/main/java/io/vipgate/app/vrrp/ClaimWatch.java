package io.vipgate.app.vrrp;

import io.vipgate.linux.AddressClaim;
import io.vipgate.linux.ClaimSocket;
import io.vipgate.linux.Interfaces;
import io.vipgate.linux.IpFamily;
import io.vipgate.linux.MacAddress;
import io.vipgate.linux.NetworkInterface;
import io.vipgate.linux.Poller;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears which other hosts claim the addresses of one instance, on each interface that carries some.
 * Belongs to the control thread.
 */
final class ClaimWatch {
  private static final Logger log = LoggerFactory.getLogger(ClaimWatch.class);

  private final Poller poller;
  private final Interfaces interfaces;
  private final Set<MacAddress> shared;
  private final Consumer<String> claims;
  private final Map<Place, ClaimSocket> sockets = new HashMap<>();

  /** Where to listen, and for what. */
  private record Place(NetworkInterface on, IpFamily family, Set<InetAddress> addresses) {
    /** Another interface may have its name by now. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Place place
          && on.index() == place.on.index()
          && family == place.family
          && addresses.equals(place.addresses);
    }

    @Override
    public int hashCode() {
      return 31 * on.index() + family.hashCode();
    }
  }

  /**
   * @param shared hardware addresses of this host that the other holders have as well; what is sent
   *     from a macvlan does not come up to its parent, so that all that is heard of them is another
   *     host's
   * @param claims hears of each claim which address it is and who says so, in words
   */
  ClaimWatch(
      Poller poller, Interfaces interfaces, Set<MacAddress> shared, Consumer<String> claims) {
    this.poller = poller;
    this.interfaces = interfaces;
    this.shared = Set.copyOf(shared);
    this.claims = claims;
  }

  /** Listens for these from now on; what does not change is not touched. */
  void follow(Map<NetworkInterface, Set<InetAddress>> addresses) {
    Set<Place> wanted = new HashSet<>();
    addresses.forEach(
        (on, all) -> {
          for (IpFamily family : IpFamily.values()) {
            Set<InetAddress> some = new HashSet<>(all);
            some.removeIf(address -> IpFamily.of(address) != family);
            if (!some.isEmpty() && on.mac().isPresent()) {
              wanted.add(new Place(on, family, some));
            }
          }
        });
    Set.copyOf(sockets.keySet()).stream()
        .filter(place -> !wanted.contains(place))
        .forEach(this::close);
    wanted.stream().filter(place -> !sockets.containsKey(place)).forEach(this::open);
  }

  private void open(Place place) {
    try {
      ClaimSocket socket = ClaimSocket.open(place.on, place.family, place.addresses);
      sockets.put(place, socket);
      poller.add(socket, () -> drain(place, socket));
    } catch (IOException e) {
      deaf(place, e);
    }
  }

  private void drain(Place place, ClaimSocket socket) {
    try {
      AddressClaim claim = socket.receive();
      Set<MacAddress> own = claim == null ? Set.of() : interfaces.hardwareAddresses();
      while (claim != null) {
        if (!own.contains(claim.claimant()) || shared.contains(claim.claimant())) {
          claims.accept(claim.address().getHostAddress() + " is at " + claim.claimant());
        }
        claim = socket.receive();
      }
    } catch (IOException e) {
      close(place);
      deaf(place, e);
    }
  }

  private static void deaf(Place place, IOException cause) {
    log.warn(
        "{}: other hosts' claims to the addresses are not heard: {}",
        place.on.name(),
        cause.getMessage());
  }

  private void close(Place place) {
    ClaimSocket socket = sockets.remove(place);
    if (socket != null) {
      poller.remove(socket);
      socket.close();
    }
  }

  void close() {
    follow(Map.of());
  }
}
