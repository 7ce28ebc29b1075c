package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a process without capabilities is told; it is one of its own, since a JVM shares them. */
@NeedsRoot
@Timeout(60)
class UnprivilegedTest {
  @Test
  void theCapabilityThatIsMissingIsNamed() throws Exception {
    try (Namespace namespace = Namespace.create()) {
      String output =
          Shell.run(
              "ip",
              "netns",
              "exec",
              namespace.name(),
              "prlimit",
              "--rtprio=0",
              "--memlock=8388608:8388608",
              "setpriv",
              "--bounding-set",
              "-all",
              "--inh-caps",
              "-all",
              ProcessHandle.current().info().command().orElseThrow(),
              "-cp",
              System.getProperty("java.class.path"),
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-Xmx32m",
              Main.class.getName());

      // JDK 24 and later warn of native access.
      assertThat(output.lines().filter(line -> !line.isEmpty() && !line.startsWith("WARNING")))
          .containsExactly(
              "monitor: opened",
              "channel: socket(AF_INET, SOCK_RAW, 112): EPERM (expected: CAP_NET_RAW)",
              "announcer: socket(AF_PACKET, SOCK_RAW, 0): EPERM (expected: CAP_NET_RAW)",
              "install: RTM_NEWADDR(10.9.0.99/32 on interface index 1): EPERM"
                  + " (expected: CAP_NET_ADMIN)",
              "remove: RTM_DELADDR(10.9.0.99/32 on interface index 1): EPERM"
                  + " (expected: CAP_NET_ADMIN)",
              "list: [127.0.0.1, 0:0:0:0:0:0:0:1]",
              "realtime: sched_setscheduler(SCHED_FIFO, 10): EPERM"
                  + " (expected: CAP_SYS_NICE, or LimitRTPRIO=10)",
              "memory: mlockall: EPERM (expected: CAP_IPC_LOCK, or LimitMEMLOCK=infinity)");
    }
  }

  /** Tries everything and prints what it was told. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
      var vip = Namespace.address("10.9.0.99");
      NetworkInterface lo;
      try (Interfaces interfaces = Interfaces.open()) {
        lo = ((InterfaceLookup.Present) interfaces.lookup("lo")).networkInterface();
      }
      attempt("monitor", () -> closed(NetlinkMonitor.open()));
      attempt("channel", () -> closed(RawVrrpChannel.open(lo, IpFamily.IPV4)));
      attempt("announcer", () -> closed(PacketAnnouncer.open()));
      try (NetlinkAddresses addresses = NetlinkAddresses.open()) {
        attempt(
            "install",
            () -> {
              addresses.install(lo.index(), new AddressForm(vip, 32), 10);
              return "installed";
            });
        attempt("remove", () -> addresses.remove(lo.index(), vip, 32));
        attempt("list", () -> hosts(addresses.list(lo.index())));
      }
      attempt(
          "realtime",
          () -> {
            Scheduling.becomeRealtime(10);
            return "realtime";
          });
      attempt(
          "memory",
          () -> {
            Scheduling.lockMemory();
            return "locked";
          });
    }

    private static List<String> hosts(List<InterfaceAddress> addresses) {
      return addresses.stream().map(address -> address.address().getHostAddress()).toList();
    }

    private static String closed(AutoCloseable opened) throws Exception {
      opened.close();
      return "opened";
    }

    private static void attempt(String what, Callable<Object> attempt) throws Exception {
      try {
        System.out.println(what + ": " + attempt.call());
      } catch (NativeException e) {
        System.out.println(what + ": " + e.getMessage());
      }
    }
  }
}
