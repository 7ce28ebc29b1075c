package io.vipgate.app.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router ({@code vrrp.NAME}), VRRP version 2 (RFC 3768).
 *
 * @param name the instance's name
 * @param interfaceName the Linux interface of adverts and addresses; 1 to 15 bytes
 * @param virtualRouterId 1 to 255, the same on all routers of the group
 * @param priority 1 to 254; the highest becomes master
 * @param preempt whether to take over from a master of lower priority
 * @param advertInterval whole seconds, 1 to 255 s
 * @param authPass 1 to 8 bytes in UTF-8; null: no authentication
 * @param addresses 1 to 255 IPv4 addresses
 */
public record VrrpConfig(
    String name,
    String interfaceName,
    int virtualRouterId,
    int priority,
    boolean preempt,
    Duration advertInterval,
    @Nullable String authPass,
    List<Cidr> addresses) {
  public VrrpConfig {
    addresses = List.copyOf(addresses);
  }

  /** Without the password: this text ends up in logs. */
  @Override
  public String toString() {
    return "VrrpConfig[name=%s, interfaceName=%s, virtualRouterId=%d, priority=%d, preempt=%s, advertInterval=%s, authPass=%s, addresses=%s]"
        .formatted(
            name,
            interfaceName,
            virtualRouterId,
            priority,
            preempt,
            advertInterval,
            authPass == null ? "none" : "set",
            addresses);
  }
}
