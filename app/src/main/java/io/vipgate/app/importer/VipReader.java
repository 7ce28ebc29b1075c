package io.vipgate.app.importer;

import io.vipgate.app.config.Addresses;
import io.vipgate.app.config.IpLiteral;
import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.Word;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code virtual_ipaddress} and {@code virtual_ipaddress_excluded}: one address a line, in
 * the words of ip-address(8), of which ours has those that Linux keeps.
 */
final class VipReader {
  private static final int LABEL_MAX = 15;
  private static final Set<String> SCOPES = Set.of("site", "link", "host");
  private static final Set<String> BOOKKEEPING =
      Set.of("no_track", "track_group", "-nodad", "home", "mngtmpaddr", "noprefixroute");

  private final Ledger ledger;
  private final String interfaceName;

  VipReader(String interfaceName, Ledger ledger) {
    this.interfaceName = interfaceName;
    this.ledger = ledger;
  }

  /** The addresses of one family, that of the first. */
  List<Sourced<String>> read(Statement block) {
    ledger.carried(block.at(), block.keyword(), "as addresses");
    List<Sourced<String>> addresses = new ArrayList<>();
    Optional<Boolean> isIpv6 = Optional.empty();
    for (Statement line : block.children()) {
      Optional<InetAddress> address = addressOf(line);
      if (address.isEmpty()) {
        continue;
      }
      boolean isSixth = address.get() instanceof Inet6Address;
      if (isIpv6.isPresent() && isIpv6.get() != isSixth) {
        lost(
            line,
            Statements.shown(line),
            "of another family than the first, which keepalived leaves out as well; here addresses"
                + " may have both, and one election decides for them");
        continue;
      }
      isIpv6 = Optional.of(isSixth);
      addresses.add(read(line, isSixth));
    }
    return addresses;
  }

  /** Those that are held and not advertised, of either family. */
  List<Sourced<String>> readExcluded(Statement block) {
    ledger.carried(block.at(), block.keyword(), "as excluded-addresses");
    List<Sourced<String>> addresses = new ArrayList<>();
    for (Statement line : block.children()) {
      addressOf(line)
          .ifPresent(address -> addresses.add(read(line, address instanceof Inet6Address)));
    }
    return addresses;
  }

  private Optional<InetAddress> addressOf(Statement line) {
    String[] parts = line.keyword().split("/", 2);
    Optional<InetAddress> address =
        IpLiteral.parse(parts[0])
            .filter(parsed -> Addresses.isUnicast(parsed) && !parsed.isLoopbackAddress());
    int longest = address.filter(Inet6Address.class::isInstance).isPresent() ? 128 : 32;
    boolean isPrefix = parts.length == 1 || Numbers.parse(parts[1], 1, longest).isPresent();
    if (address.isEmpty() || !isPrefix) {
      lost(
          line,
          Statements.shown(line),
          "no address in digits that a host of a network may have: left out");
      return Optional.empty();
    }
    return address;
  }

  private Sourced<String> read(Statement line, boolean isIpv6) {
    Word first = line.words().get(0);
    String special = special(line, isIpv6);
    ledger.carried(first.at(), Statements.shown(line), "as an address");
    if (first.text().contains("/")) {
      return Sourced.from(first, first.text() + special);
    }
    int whole = isIpv6 ? 128 : 32;
    return new Sourced<>(
        "%s/%d%s".formatted(first.text(), whole, special),
        first.at(),
        "%s, /%d is keepalived's default".formatted(first.at(), whole));
  }

  /** What follows the address in ours. */
  private String special(Statement line, boolean isIpv6) {
    StringBuilder kept = new StringBuilder();
    String device = interfaceName;
    List<Word> words = line.arguments();
    for (int i = 0; i < words.size(); i++) {
      String name = words.get(i).text();
      if (BOOKKEEPING.contains(name)) {
        ledger.notNeeded(line.at(), name, "about keepalived's own bookkeeping, or IPv6");
        continue;
      }
      String value = i + 1 < words.size() ? words.get(++i).text() : "";
      if (name.equals("dev")) {
        device = value;
        kept.append(value.equals(interfaceName) ? "" : " dev " + value);
      } else if (isKept(name, value, device, isIpv6)) {
        kept.append(" ").append(name).append(" ").append(value);
      } else if (!(name.equals("scope") && value.equals("global"))) {
        lost(line, (name + " " + value).strip(), why(name));
      }
    }
    return kept.toString();
  }

  private static boolean isKept(String name, String value, String device, boolean isIpv6) {
    return switch (name) {
      case "label" ->
          !isIpv6
              && value.length() <= LABEL_MAX
              && (value.equals(device) || value.startsWith(device + ":"));
      case "scope" -> !isIpv6 && SCOPES.contains(value);
      default -> false;
    };
  }

  private static String why(String name) {
    return switch (name) {
      case "label" ->
          "a label is of IPv4, at most 15 letters long, and begins with its interface and a colon";
      case "scope" -> "a scope is global, site, link or host, and of IPv4";
      case "brd", "broadcast" -> "the address has no broadcast address";
      default -> "not known of an address";
    };
  }

  private void lost(Statement line, String what, String says) {
    ledger.lost(line.at(), what, says);
  }
}
