package io.vipgate.app.config;

import io.vipgate.linux.AddressScope;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a {@link VirtualAddress}: an address, and ip-address(8)'s words about it in any order. */
final class VirtualAddressType {
  private static final String EXPECTED =
      "an IP address such as \"10.32.255.99\", \"10.32.255.99/32\" or \"2001:db8::99\"";
  private static final String DEV = "dev";
  private static final String LABEL = "label";
  private static final String SCOPE = "scope";
  private static final List<String> WORDS = List.of(DEV, LABEL, SCOPE);
  private static final String SCOPES =
      Arrays.stream(AddressScope.values())
          .map(AddressScope::label)
          .collect(Collectors.joining(", "));

  /** As it was written, word by word. */
  private record Text(Cidr address, Map<String, String> words) {
    @Nullable String word(String name) {
      return words.get(name);
    }
  }

  private VirtualAddressType() {}

  /** Without a prefix length it is a host's, /32 or /128. */
  static ValueType<VirtualAddress> type() {
    return Scalars.plain(EXPECTED, VirtualAddressType::parse);
  }

  private static Parsed<VirtualAddress> parse(String text) {
    List<String> words = List.of(text.trim().split("\\s+"));
    return Addresses.virtualAddress(words.get(0), EXPECTED)
        .then(address -> pairs(address, words))
        .then(VirtualAddressType::address);
  }

  private static Parsed<Text> pairs(Cidr address, List<String> words) {
    Map<String, String> pairs = new HashMap<>();
    for (int i = 1; i < words.size(); i += 2) {
      boolean understood = WORDS.contains(words.get(i)) && i + 1 < words.size();
      if (!understood || pairs.put(words.get(i), words.get(i + 1)) != null) {
        return Parsed.refused(
            "after the address any of dev, label and scope, each once and with its value: \""
                + words.get(i)
                + "\" is not that");
      }
    }
    return Parsed.valid(new Text(address, pairs));
  }

  private static Parsed<VirtualAddress> address(Text text) {
    String dev = text.word(DEV);
    String label = text.word(LABEL);
    String scope = text.word(SCOPE);
    if (text.address().isIpv6() && (label != null || scope != null)) {
      return Parsed.refused("no label and no scope: an IPv6 address has neither");
    }
    if (dev != null && !Addresses.isInterfaceName(dev)) {
      return Parsed.refused("after dev an interface's name of 1 to 15 bytes");
    }
    if (label != null && !isLabel(label)) {
      return Parsed.refused("a label of 1 to 15 bytes, such as eth1:vip");
    }
    if (scope == null) {
      return Parsed.valid(address(text, AddressScope.GLOBAL));
    }
    return Arrays.stream(AddressScope.values())
        .filter(known -> known.label().equals(scope))
        .findFirst()
        .map(known -> Parsed.valid(address(text, known)))
        .orElseGet(() -> Parsed.refused("after scope one of " + SCOPES));
  }

  private static VirtualAddress address(Text text, AddressScope scope) {
    return new VirtualAddress(
        text.address().address(),
        text.address().prefixLength(),
        text.word(DEV),
        text.word(LABEL),
        scope);
  }

  /** As an interface's name, with a colon in it. */
  private static boolean isLabel(String text) {
    return Addresses.isInterfaceName(text.replace(':', '.'));
  }
}
