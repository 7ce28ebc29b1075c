package io.vipgate.app.importer;

import io.vipgate.app.config.Addresses;
import io.vipgate.app.config.IpLiteral;
import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.Word;
import java.net.Inet4Address;
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

  /** The IPv4 addresses with their prefix lengths. */
  List<Sourced<String>> read(Statement block) {
    ledger.carried(block.at(), block.keyword(), "as addresses");
    List<Sourced<String>> addresses = new ArrayList<>();
    for (Statement line : block.children()) {
      readLine(line).ifPresent(addresses::add);
    }
    return addresses;
  }

  private Optional<Sourced<String>> readLine(Statement line) {
    Word first = line.words().get(0);
    String[] parts = first.text().split("/", 2);
    boolean isIpv4 =
        IpLiteral.parse(parts[0])
            .filter(address -> address instanceof Inet4Address)
            .filter(address -> Addresses.isUnicast(address) && !address.isLoopbackAddress())
            .isPresent();
    Optional<Integer> prefix = parts.length == 1 ? Optional.of(32) : Numbers.parse(parts[1], 1, 32);
    if (!isIpv4 || prefix.isEmpty()) {
      ledger.lost(
          first.at(),
          Statements.shown(line),
          parts[0].contains(":")
              ? "IPv6 needs VRRP version 3, and this is version 2: left out, as keepalived itself does"
                  + " beside an IPv4 address"
              : "no address in digits that a host of a network may have: left out");
      return Optional.empty();
    }
    readParameters(line);
    ledger.carried(first.at(), Statements.shown(line), "as an address");
    String address = parts[0] + "/" + prefix.get();
    return Optional.of(
        parts.length == 1
            ? new Sourced<>(address, first.at(), first.at() + ", /32 is keepalived's default")
            : Sourced.from(first, address));
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
