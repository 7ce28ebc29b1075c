package io.vipgate.lab.tenant;

import java.util.List;

/**
 * One VRRPv2 instance with PASS authentication, in the words of keepalived.conf(5).
 *
 * @param interfaceName the interface that advertisements and addresses go to
 * @param virtualRouterId 1 to 255
 * @param priority 1 to 254 (255 is the address owner's)
 * @param advertIntervalSeconds 1 to 255
 * @param nopreempt whether a running master of lower priority is left alone
 * @param authPass 1 to 8 bytes
 * @param addresses at least one; a bare one means /32
 */
public record KeepalivedConfig(
    String interfaceName,
    int virtualRouterId,
    int priority,
    int advertIntervalSeconds,
    boolean nopreempt,
    String authPass,
    List<String> addresses) {
  public KeepalivedConfig {
    addresses = List.copyOf(addresses);
  }

  /** Virtual router 88, adverts each second, password 1111, preempting. */
  public static KeepalivedConfig of(String interfaceName, int priority, String vip) {
    return new KeepalivedConfig(interfaceName, 88, priority, 1, false, "1111", List.of(vip));
  }

  /** The same without preemption. */
  public KeepalivedConfig withNopreempt() {
    return new KeepalivedConfig(
        interfaceName, virtualRouterId, priority, advertIntervalSeconds, true, authPass, addresses);
  }

  /** The same with another password. */
  public KeepalivedConfig withAuthPass(String other) {
    return new KeepalivedConfig(
        interfaceName,
        virtualRouterId,
        priority,
        advertIntervalSeconds,
        nopreempt,
        other,
        addresses);
  }

  /** The configuration file. Each side starts as BACKUP, so that priority alone decides. */
  public String text() {
    return """
        global_defs {
          router_id lab
        }
        vrrp_instance VI_1 {
          state BACKUP
          interface %s
          virtual_router_id %d
          advert_int %d
          priority %d
          %s
          authentication {
            auth_type PASS
            auth_pass %s
          }
          virtual_ipaddress {
            %s
          }
        }
        """
        .formatted(
            interfaceName,
            virtualRouterId,
            advertIntervalSeconds,
            priority,
            nopreempt ? "nopreempt" : "",
            authPass,
            String.join("\n    ", addresses));
  }
}
