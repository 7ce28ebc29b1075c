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

/** Reads {@code virtual_ipaddress}: one address a line, with what is to be known of it. */
final class VipReader {
  private final Ledger ledger;
  private final String interfaceName;

  VipReader(String interfaceName, Ledger ledger) {
    this.interfaceName = interfaceName;
    this.ledger = ledger;
  }

  /** The addresses of one family, that of the first, with their prefix lengths. */
  List<Sourced<String>> read(Statement block) {
    ledger.carried(block.at(), block.keyword(), "as addresses");
    List<Sourced<String>> addresses = new ArrayList<>();
    Optional<Boolean> isIpv6 = Optional.empty();
    for (Statement line : block.children()) {
      Optional<InetAddress> address = address(line);
      if (address.isEmpty()) {
        lost(
            line,
            Statements.shown(line),
            "no address in digits that a host of a network may have: left out");
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
      addresses.add(read(line, isSixth ? 128 : 32));
    }
    return addresses;
  }

  private static Optional<InetAddress> address(Statement line) {
    String[] parts = line.keyword().split("/", 2);
    Optional<InetAddress> address =
        IpLiteral.parse(parts[0])
            .filter(parsed -> Addresses.isUnicast(parsed) && !parsed.isLoopbackAddress());
    int longest = address.filter(Inet6Address.class::isInstance).isPresent() ? 128 : 32;
    boolean isPrefix = parts.length == 1 || Numbers.parse(parts[1], 1, longest).isPresent();
    return address.filter(parsed -> isPrefix);
  }

  private Sourced<String> read(Statement line, int wholePrefix) {
    Word first = line.words().get(0);
    readParameters(line);
    ledger.carried(first.at(), Statements.shown(line), "as an address");
    if (first.text().contains("/")) {
      return Sourced.from(first, first.text());
    }
    return new Sourced<>(
        first.text() + "/" + wholePrefix,
        first.at(),
        "%s, /%d is keepalived's default".formatted(first.at(), wholePrefix));
  }

  private void readParameters(Statement line) {
    List<Word> words = line.arguments();
    for (int i = 0; i < words.size(); i++) {
      String name = words.get(i).text();
      String value = i + 1 < words.size() ? words.get(i + 1).text() : "";
      switch (name) {
        case "dev" -> {
          readDevice(line, value);
          i++;
        }
        case "label" -> {
          lost(line, "label " + value, "the address has no label");
          i++;
        }
        case "brd", "broadcast" -> {
          lost(line, name + " " + value, "the address has no broadcast address");
          i++;
        }
        case "scope" -> {
          if (!value.equals("global")) {
            lost(line, "scope " + value, "the address has global scope");
          }
          i++;
        }
        case "no_track", "track_group", "-nodad", "home", "mngtmpaddr", "noprefixroute" ->
            ledger.notNeeded(line.at(), name, "about keepalived's own bookkeeping, or IPv6");
        default -> lost(line, name, "not known of an address");
      }
    }
  }

  private void readDevice(Statement line, String device) {
    if (!device.equals(interfaceName)) {
      lost(
          line,
          "dev " + device,
          "the address goes on the interface of the adverts, " + interfaceName);
    }
  }

  private void lost(Statement line, String what, String says) {
    ledger.lost(line.at(), what, says);
  }
}
