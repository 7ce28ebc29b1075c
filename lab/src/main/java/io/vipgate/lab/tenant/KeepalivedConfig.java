package io.vipgate.lab.tenant;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One VRRP instance in the words of keepalived.conf(5).
 *
 * @param interfaceName the interface that advertisements and addresses go to
 * @param version 2, with PASS authentication, or 3
 * @param virtualRouterId 1 to 255
 * @param priority 1 to 254 (255 is the address owner's)
 * @param advertInterval in version 2 whole seconds, in version 3 steps of 10 ms
 * @param nopreempt whether a running master of lower priority is left alone
 * @param authPass 1 to 8 bytes; of version 2 only
 * @param addresses at least one; a bare one means /32
 */
public record KeepalivedConfig(
    String interfaceName,
    int version,
    int virtualRouterId,
    int priority,
    Duration advertInterval,
    boolean nopreempt,
    String authPass,
    List<String> addresses) {
  private static final double SECOND_MS = 1_000;

  public KeepalivedConfig {
    addresses = List.copyOf(addresses);
  }

  /** Virtual router 88, version 2, adverts each second, password 1111, preempting. */
  public static KeepalivedConfig of(String interfaceName, int priority, String vip) {
    return new KeepalivedConfig(
        interfaceName, 2, 88, priority, Duration.ofSeconds(1), false, "1111", List.of(vip));
  }

  /** The same without preemption. */
  public KeepalivedConfig withNopreempt() {
    return new KeepalivedConfig(
        interfaceName,
        version,
        virtualRouterId,
        priority,
        advertInterval,
        true,
        authPass,
        addresses);
  }

  /** The same with another password. */
  public KeepalivedConfig withAuthPass(String other) {
    return new KeepalivedConfig(
        interfaceName,
        version,
        virtualRouterId,
        priority,
        advertInterval,
        nopreempt,
        other,
        addresses);
  }

  /** The same in version 3, without a password. */
  public KeepalivedConfig inVersion3(Duration interval) {
    return new KeepalivedConfig(
        interfaceName, 3, virtualRouterId, priority, interval, nopreempt, authPass, addresses);
  }

  /** The configuration file. Each side starts as BACKUP, so that priority alone decides. */
  public String text() {
    return """
        global_defs {
          router_id lab
          vrrp_version %d
        }
        vrrp_instance VI_1 {
          state BACKUP
          interface %s
          virtual_router_id %d
          advert_int %s
          priority %d
          %s
          %s
          virtual_ipaddress {
            %s
          }
        }
        """
        .formatted(
            version,
            interfaceName,
            virtualRouterId,
            String.format(Locale.ROOT, "%.2f", advertInterval.toMillis() / SECOND_MS),
            priority,
            nopreempt ? "nopreempt" : "",
            version == 2 ? authentication() : "",
            String.join("\n    ", addresses));
  }

  private String authentication() {
    return "authentication {\n    auth_type PASS\n    auth_pass " + authPass + "\n  }";
  }
}
