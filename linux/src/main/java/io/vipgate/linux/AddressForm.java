package io.vipgate.linux;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An address as it is to be put on an interface.
 *
 * @param prefixLength 0 to 32, or 128 for IPv6
 * @param scope of no effect for IPv6
 * @param label 1 to 15 bytes, as ip-address(8) shows it; null: the interface's name. IPv4 only
 */
public record AddressForm(
    InetAddress address, int prefixLength, AddressScope scope, @Nullable String label) {
  private static final int LABEL_SIZE_MAX = 15; // IFNAMSIZ without the zero

  /**
   * @throws IllegalArgumentException {@code what: value: X (expected: Y)}
   */
  public AddressForm {
    int most = address instanceof Inet6Address ? 128 : 32;
    if (prefixLength < 0 || prefixLength > most) {
      throw new IllegalArgumentException(
          "prefixLength: value: " + prefixLength + " (expected: 0 to " + most + ")");
    }
    if (label != null && !isLabel(label)) {
      throw new IllegalArgumentException("label: value: " + label + " (expected: 1 to 15 bytes)");
    }
  }

  /** Valid everywhere, and labelled as the interface. */
  public AddressForm(InetAddress address, int prefixLength) {
    this(address, prefixLength, AddressScope.GLOBAL, null);
  }

  private static boolean isLabel(String text) {
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    return size > 0 && size <= LABEL_SIZE_MAX;
  }
}
