package io.vipgate.app.journal;

import static java.util.Map.entry;

import java.util.Map;

/** What to look at when a virtual router and its peers do not go together, or it was disturbed. */
final class PeerAdvice {
  static final Map<String, String> BY_CODE =
      Map.ofEntries(
          // Peers whose adverts are refused: until they agree, both sides may hold the addresses.
          entry(
              "auth_failed",
              "auth-pass here and auth_pass there: the same on all masters of the group, of which"
                  + " keepalived takes the first 8 bytes. If the peer is of another group: give this"
                  + " one a virtual-router-id of its own"),
          entry(
              "auth_type_mismatch",
              "auth-pass: all masters of the group have one, or none has (keepalived: auth_type"
                  + " PASS, never AH)"),
          entry(
              "interval_mismatch",
              "advert-interval here and advert_int there: the same on all masters of the group"),
          entry(
              "address_list_mismatch",
              "addresses here and virtual_ipaddress there: the same on all masters of the group. If"
                  + " the peer is of another group: give this one a virtual-router-id of its own"),
          entry(
              "version_mismatch",
              "version here, and vrrp_version or version there: the same on all masters of the"
                  + " group; keepalived's default is 2"),
          entry(
              "delivery_mismatch",
              "unicast.peers here and unicast_peer there: all masters of the group have them, or"
                  + " none has"),
          entry(
              "unknown_peer",
              "unicast.peers: is the sender's address missing, or is it of another group?"),
          // Masters that are believed
          entry(
              "second_master",
              "whether the other router hears this one (its own explain; tcpdump -ni IFACE vrrp on"
                  + " both): something on the way lets adverts pass in one direction only, or it"
                  + " refuses them. Until then both hold the addresses"),
          entry(
              "interval_differs",
              "advert-interval of both: the master's is in force, as version 3 has it"),
          // Other hosts
          entry(
              "address_in_use",
              "the host that has the address, as named here (bridge fdb, the switch's MAC table): one"
                  + " that was given it by hand, a keepalived that was killed, or a master whose"
                  + " adverts do not get here (tcpdump -ni IFACE vrrp or ip proto 112). vipgate"
                  + " promote claims it all the same; duplicate-check = warn where a router answers"
                  + " for every address"),
          entry(
              "address_conflict",
              "the host that claims the address, as named here (bridge fdb, the switch's MAC table);"
                  + " neighbours that believe it do not get here"),
          entry(
              "address_defended",
              "the host that claims the address, as with address_conflict: it still does"),
          entry(
              "conflict_over",
              "what it was that claimed the address, lest it comes back: it is named here"),
          // What others did to this one
          entry(
              "address_lost",
              "who removes it: a network manager that wants the interface for itself (systemd-networkd,"
                  + " NetworkManager), a script, or a keepalived that still runs here"),
          entry(
              "lease_expired",
              "what held this machine up, as with late: the kernel had removed the addresses"),
          entry(
              "takeover_postponed",
              "what held this machine up: a suspended or migrated VM, a stopped process, a CPU that"
                  + " others use (top, /proc/pressure/cpu)"),
          entry(
              "farewell_withheld",
              "what held this machine up: it was late to give up, and peers may have taken over"));

  private PeerAdvice() {}
}
