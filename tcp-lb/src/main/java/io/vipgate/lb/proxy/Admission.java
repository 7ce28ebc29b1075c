package io.vipgate.lb.proxy;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a frontend lets in, and how many of them. Who would be too many waits in the kernel's accept
 * queue; who is not let in is reset.
 *
 * @param maxConnections how many clients may be connected at once, on each event loop; 0 for any
 *     number
 * @param process a limit that this frontend shares with others; null for none
 * @param acceptsPerSecond how many clients are accepted in any second, on each event loop; 0 for
 *     any number
 * @param allow whose clients are let in; none for all
 * @param deny whose clients are not, even if they are allowed otherwise
 * @param proxyHeaderFrom who must begin with a header of the PROXY protocol, which names the client
 *     that they speak for. From anybody else a header would be a claim that nobody can check, and
 *     is passed on to the server as what it says
 */
public record Admission(
    int maxConnections,
    @Nullable ConnectionLimit process,
    int acceptsPerSecond,
    List<Cidr> allow,
    List<Cidr> deny,
    List<Cidr> proxyHeaderFrom) {

  /** Everybody, as many as there are. */
  public static final Admission ALL = new Admission(0, null, 0, List.of(), List.of(), List.of());

  public Admission {
    require(maxConnections >= 0, "max-connections", maxConnections);
    require(acceptsPerSecond >= 0, "accept-rate", acceptsPerSecond);
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
    proxyHeaderFrom = List.copyOf(proxyHeaderFrom);
  }

  /** Whether the numbers are without any limit, so that nobody need count. */
  boolean isUnlimited() {
    return maxConnections == 0 && acceptsPerSecond == 0 && (process == null || process.max() == 0);
  }

  boolean permits(InetAddress client) {
    return (allow.isEmpty() || isIn(allow, client)) && !isIn(deny, client);
  }

  boolean expectsProxyHeader(InetAddress peer) {
    return isIn(proxyHeaderFrom, peer);
  }

  private static boolean isIn(List<Cidr> networks, InetAddress address) {
    for (int i = 0; i < networks.size(); i++) {
      if (networks.get(i).contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static void require(boolean holds, String key, int value) {
    if (!holds) {
      throw new IllegalArgumentException(key + ": value: " + value + " (expected: 0 or above)");
    }
  }
}
