package io.vipgate.lab.tenant;

/**
 * One VRRPv2 instance in vipgate's words; the counterpart of {@link KeepalivedConfig}.
 *
 * @param interfaceName the interface that advertisements and addresses go to
 * @param priority 1 to 254
 * @param preempt whether to take over from a master of lower priority
 * @param authPass 1 to 8 bytes
 * @param vip a bare one means /32
 */
public record VipgateRouter(
    String interfaceName, int priority, boolean preempt, String authPass, String vip) {
  /** Virtual router 88, adverts each second, password 1111, preempting. */
  public static VipgateRouter of(String interfaceName, int priority, String vip) {
    return new VipgateRouter(interfaceName, priority, true, "1111", vip);
  }

  /** The same without preemption. */
  public VipgateRouter withNopreempt() {
    return new VipgateRouter(interfaceName, priority, false, authPass, vip);
  }

  /** The same with another password. */
  public VipgateRouter withAuthPass(String other) {
    return new VipgateRouter(interfaceName, priority, preempt, other, vip);
  }

  /** The section of the configuration file. */
  public String text() {
    return """
        vrrp.apiserver {
          interface = %s
          virtual-router-id = 88
          priority = %d
          preempt = %s
          advert-interval = 1s
          auth-pass = "%s"
          addresses = ["%s"]
        }
        """
        .formatted(interfaceName, priority, preempt, authPass, vip);
  }
}
