package io.vipgate.lab;

import io.vipgate.lab.observe.Capture;
import java.util.List;

/** Asks for addresses by ARP and sees which frames get through. */
final class Frames {
  private Frames() {}

  /** Whether an ARP request from the node gets an answer. Takes a second if not. */
  static boolean answers(Node from, String address) {
    from.run("ip", "neigh", "flush", "dev", from.interfaceName());
    provoke(from, address);
    String neighbour = from.run("ip", "neigh", "show", address).out();
    return neighbour.contains("lladdr");
  }

  /** Whether a frame that one node sends for an address reaches the other's interface. */
  static boolean arrive(Node from, Node to) {
    try (Capture capture = Capture.start(to, "arp src host " + from.address())) {
      from.run("ip", "neigh", "flush", "dev", from.interfaceName());
      provoke(from, to.address());
      List<List<String>> seen = capture.decode("arp", "arp.src.proto_ipv4");
      return !seen.isEmpty();
    }
  }

  // Connecting resolves the neighbour: refused if there is one (no such port), or a time-out.
  private static void provoke(Node from, String address) {
    from.attempt("curl", "--silent", "--max-time", "0.4", "http://%s:9/".formatted(address));
  }
}
