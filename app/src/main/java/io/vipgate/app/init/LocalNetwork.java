package io.vipgate.app.init;

import java.net.InetAddress;

/**
 * An address of this machine.
 *
 * @param interfaceName that has it
 * @param address of the machine
 * @param prefixLength of its network, in bits
 */
public record LocalNetwork(String interfaceName, InetAddress address, int prefixLength) {

  /** Whether the other address is in the network that this one stands for. */
  boolean holds(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
