package io.vipgate.app.importer;

import io.vipgate.app.importer.keepalived.Statement;
import java.util.List;
import java.util.Optional;

/** Reads {@code use_vmac} of a {@code vrrp_instance}, with what its addresses allow of it. */
final class VirtualMacReader {
  static final String KEYWORD = "use_vmac";
  static final String KEY = "virtual-mac";

  private final Ledger ledger;

  VirtualMacReader(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * The setting, if the instance has a virtual MAC that ours can have, too.
   *
   * @param addresses all that it holds, as they are carried over
   */
  Optional<Setting> read(Statement instance, List<String> addresses) {
    Optional<Statement> statement = instance.child(KEYWORD);
    if (statement.isEmpty()) {
      return Optional.empty();
    }
    Statement at = statement.get();
    boolean elsewhere = addresses.stream().anyMatch(address -> address.contains(" dev "));
    if (elsewhere) {
      ledger.lost(
          at.at(),
          Statements.shown(at),
          "not with an address on another interface (dev): a router of its own could have it");
      return Optional.empty();
    }
    if (at.arguments().size() > 1) {
      ledger.lost(
          at.at(),
          Statements.shown(at),
          "the virtual MAC is that of RFC 9568, on an interface called vrrp.ID or vrrp6.ID");
    } else {
      ledger.carried(
          at.at(),
          Statements.shown(at),
          "as virtual-mac: the interface is called vrrp.ID or vrrp6.ID, and adverts leave by"
              + " the one below it, as with vmac_xmit_base");
    }
    return Optional.of(new Setting(KEY, "true", at.at().toString()));
  }
}
