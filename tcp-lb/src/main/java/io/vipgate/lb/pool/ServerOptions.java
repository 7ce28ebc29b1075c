package io.vipgate.lb.pool;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What is special about a server; {@link #DEFAULT} for most.
 *
 * @param tier {@value #FIRST_TIER} to {@value #LAST_TIER}; a server gets connections only while no
 *     server of a lower tier can take them
 * @param maxConnections how many connections it may have at once, being opened or open; 0 for any
 *     number. Who would be one more waits for another server, or in the queue
 * @param source the address of ours to connect from; null to leave it to the kernel's routes
 * @param proxyHeader how it is told who the client is
 */
public record ServerOptions(
    int tier, int maxConnections, @Nullable InetAddress source, ProxyHeader proxyHeader) {
  public static final int FIRST_TIER = 0;
  public static final int LAST_TIER = 9;

  public static final ServerOptions DEFAULT =
      new ServerOptions(FIRST_TIER, 0, null, ProxyHeader.NONE);

  public ServerOptions {
    require(tier >= FIRST_TIER && tier <= LAST_TIER, "tier", tier, FIRST_TIER + ".." + LAST_TIER);
    require(maxConnections >= 0, "max-connections", maxConnections, "0 or above");
  }

  public ServerOptions withTier(int other) {
    return new ServerOptions(other, maxConnections, source, proxyHeader);
  }

  public ServerOptions withMaxConnections(int other) {
    return new ServerOptions(tier, other, source, proxyHeader);
  }

  public ServerOptions withSource(@Nullable InetAddress other) {
    return new ServerOptions(tier, maxConnections, other, proxyHeader);
  }

  public ServerOptions withProxyHeader(ProxyHeader other) {
    return new ServerOptions(tier, maxConnections, source, other);
  }

  private static void require(boolean holds, String key, int value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          key + ": value: " + value + " (expected: " + expected + ")");
    }
  }
}
