package io.vipgate.lab.tenant;

import java.time.Duration;

/**
 * One VRRP instance in vipgate's words; the counterpart of {@link KeepalivedConfig}.
 *
 * @param interfaceName the interface that advertisements and addresses go to
 * @param version 2 or 3
 * @param priority 1 to 254
 * @param preempt whether to take over from a master of lower priority
 * @param advertInterval in version 2 whole seconds
 * @param authPass 1 to 8 bytes; of version 2 only
 * @param vip a bare one means /32
 */
public record VipgateRouter(
    String interfaceName,
    int version,
    int priority,
    boolean preempt,
    Duration advertInterval,
    String authPass,
    String vip) {
  /** Virtual router 88, version 2, adverts each second, password 1111, preempting. */
  public static VipgateRouter of(String interfaceName, int priority, String vip) {
    return new VipgateRouter(interfaceName, 2, priority, true, Duration.ofSeconds(1), "1111", vip);
  }

  /** The same without preemption. */
  public VipgateRouter withNopreempt() {
    return new VipgateRouter(
        interfaceName, version, priority, false, advertInterval, authPass, vip);
  }

  /** The same with another password. */
  public VipgateRouter withAuthPass(String other) {
    return new VipgateRouter(interfaceName, version, priority, preempt, advertInterval, other, vip);
  }

  /** The same in version 3, without a password. */
  public VipgateRouter inVersion3(Duration interval) {
    return new VipgateRouter(interfaceName, 3, priority, preempt, interval, authPass, vip);
  }

  /** The section of the configuration file. */
  public String text() {
    return """
        vrrp.apiserver {
          version = %d
          interface = %s
          virtual-router-id = 88
          priority = %d
          preempt = %s
          advert-interval = %dms
          %s
          addresses = ["%s"]
        }
        """
        .formatted(
            version,
            interfaceName,
            priority,
            preempt,
            advertInterval.toMillis(),
            version == 2 ? "auth-pass = \"" + authPass + "\"" : "",
            vip);
  }
}
