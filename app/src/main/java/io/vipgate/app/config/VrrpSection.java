package io.vipgate.app.config;

import io.vipgate.app.config.ValueType.Scalar;
import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.VrrpVersion;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** {@code vrrp.NAME}. */
final class VrrpSection {
  private static final int AUTH_PASS_BYTES = 8;

  static final Key<VrrpVersion> VERSION =
      Key.withDefault(
              "version",
              Scalars.choice(
                  List.of(VrrpVersion.values()), known -> Integer.toString(known.number())),
              "2",
              "Of VRRP: the same on all masters of the group. keepalived's default is 2, that of FRR"
                  + " is 3. Version 3 advertises more often than each second, and has no password.")
          .knownAs("vrrp_version");

  static final Key<String> INTERFACE =
      Key.required(
              "interface",
              Addresses.interfaceName(),
              "The interface that sends and hears the adverts and carries the addresses.")
          .knownAs("dev");

  static final Key<Integer> VIRTUAL_ROUTER_ID =
      Key.required(
              "virtual-router-id",
              Scalars.integer(1, 255),
              "The number of the group: the same on all its masters, and no other group's on the"
                  + " network.")
          .knownAs("virtual_router_id", "vrid");

  static final Key<Integer> PRIORITY =
      Key.required(
          "priority",
          Scalars.integer(1, Advertisement.PRIORITY_OWNER),
          "The highest one that lives holds the addresses. Give each master its own; equal ones are"
              + " settled by the higher IP address. 255 is for the owner of the addresses (RFC 3768"
              + " §6.1): it claims them as soon as it starts, without listening first, and preempts;"
              + " what it tracks does not change it. No group needs one.");

  static final Key<Boolean> PREEMPT =
      Key.withDefault(
          "preempt",
          Scalars.bool(),
          "true",
          "Whether a master that comes back takes the addresses from one of lower priority."
              + " keepalived's `nopreempt` is `false` here.");

  static final Key<Duration> ADVERT_INTERVAL =
      Key.withDefault(
              "advert-interval",
              Scalars.plain(
                  "in version 2 whole seconds, 1s to 255s; in version 3 10ms to 40.95s in steps of"
                      + " 10ms",
                  DurationText::parse),
              "1s",
              "How often the holder says that it lives: the same on all masters of the group."
                  + " The addresses move after three of them, and the skew, went missing. Below"
                  + " 440ms a killed holder's addresses stay for up to 1.3s, longer than the takeover"
                  + " takes; below 100ms an ordinary machine may be too late for its own adverts.")
          .knownAs("advert_int", "advertisement-interval");

  static final Key<ChecksumForm> CHECKSUM =
      Key.withDefault(
              "checksum",
              Scalars.choice(List.of(ChecksumForm.values()), ChecksumForm::label),
              ChecksumForm.PSEUDO_HEADER.label(),
              "What the checksum of our version 3 adverts covers. keepalived and FRR expect"
                  + " `pseudo-header`, unless they are told otherwise; RFC 9568, Cisco and others"
                  + " `plain`. Both are understood.")
          .knownAs("v3_checksum_as_v2", "checksum-with-ipv4-pseudoheader");

  static final Key<String> AUTH_PASS =
      Key.optional(
              "auth-pass",
              authPassType(),
              "no authentication",
              "The password of VRRP version 2 (PASS): the same on all masters of the group. It"
                  + " travels in clear text, so it keeps mistakes out, and nobody else.")
          .knownAs("auth_pass", "authentication", "password");

  static final Section SECTION =
      new Section(
          "vrrp",
          Section.Kind.NAMED,
          "A virtual router, for masters: it holds its addresses on one of them at a time. VRRP"
              + " version 2 (RFC 3768) over IPv4 or 3 (RFC 9568) over IPv4 or IPv6, as keepalived speaks"
              + " them.",
          Stream.concat(
                  Stream.of(
                      VERSION,
                      INTERFACE,
                      VIRTUAL_ROUTER_ID,
                      PRIORITY,
                      PREEMPT,
                      ADVERT_INTERVAL,
                      CHECKSUM,
                      AUTH_PASS,
                      AddressKeys.ADDRESSES,
                      AddressKeys.EXCLUDED,
                      AddressKeys.VIRTUAL_MAC,
                      AdvertPathSection.SOURCE),
                  RoleKeys.ALL.stream())
              .toList(),
          List.of(AdvertPathSection.UNICAST, TrackSection.SECTION, AnnounceSection.SECTION),
          VrrpSection::check);

  private VrrpSection() {}

  static VrrpConfig build(SectionValues values) {
    return new VrrpConfig(
        values.name(),
        values.get(VERSION),
        values.get(INTERFACE),
        values.get(VIRTUAL_ROUTER_ID),
        values.get(PRIORITY),
        values.get(PREEMPT),
        values.get(ADVERT_INTERVAL),
        values.get(CHECKSUM),
        values.getOrNull(AUTH_PASS),
        values.get(AddressKeys.ADDRESSES),
        values.find(AddressKeys.EXCLUDED).orElse(List.of()),
        AdvertPathSection.build(values),
        RoleKeys.build(values),
        AnnounceSection.build(values),
        values.get(AddressKeys.VIRTUAL_MAC));
  }

  private static void check(SectionValues values, Report report) {
    values.find(VERSION).ifPresent(version -> checkVersion(values, version, report));
    values.find(PRIORITY).ifPresent(priority -> checkOwner(values, priority, report));
    AdvertPathSection.check(values, report);
    AddressKeys.check(values, report);
  }

  private static void checkOwner(SectionValues values, int priority, Report report) {
    boolean preempts = values.find(PREEMPT).orElse(true);
    if (priority == Advertisement.PRIORITY_OWNER && !preempts) {
      report.problem(values.locate(PREEMPT), "true with priority = 255, or a lower priority");
    }
  }

  private static void checkVersion(SectionValues values, VrrpVersion version, Report report) {
    values
        .find(ADVERT_INTERVAL)
        .filter(interval -> !version.canAdvertise(nanos(interval)))
        .ifPresent(interval -> report.problem(values.locate(ADVERT_INTERVAL), intervals(version)));
    switch (version) {
      case V2 ->
          values
              .raw(CHECKSUM.name())
              .ifPresent(at -> report.warning(at, "version = 3 with it, or it does nothing"));
      case V3 ->
          values
              .raw(AUTH_PASS.name())
              .ifPresent(
                  at ->
                      report.problem(
                          at.place(),
                          at.path(),
                          "set",
                          "none with version = 3, which has no authentication; version = 2 has"));
    }
  }

  private static String intervals(VrrpVersion version) {
    return switch (version) {
      case V2 -> "whole seconds, 1s to 255s, in VRRP version 2";
      case V3 -> "10ms to 40.95s in steps of 10ms, in VRRP version 3";
    };
  }

  /** No version can advertise an interval that is longer than all that fit. */
  private static long nanos(Duration interval) {
    return interval.compareTo(Duration.ofDays(1)) > 0 ? Long.MAX_VALUE : interval.toNanos();
  }

  private static ValueType<String> authPassType() {
    String expected = "1 to 8 bytes";
    return new Scalar<>(
        expected,
        true,
        text -> {
          int bytes = Scalars.utf8Length(text);
          if (bytes > AUTH_PASS_BYTES) {
            return Parsed.refused(
                "1 to 8 bytes; keepalived would use the first 8 and not say so: write only these");
          }
          return bytes == 0 || text.indexOf('\0') >= 0
              ? Parsed.refused(expected)
              : Parsed.valid(text);
        });
  }
}
