package io.vipgate.app.config;

import io.vipgate.app.config.ValueType.ListOf;
import io.vipgate.app.config.ValueType.Scalar;
import java.time.Duration;
import java.util.List;

/** {@code vrrp.NAME}. */
final class VrrpSection {
  private static final int PRIORITY_OWNER = 255;
  private static final int AUTH_PASS_BYTES = 8;

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
          priorityType(),
          "The highest one that lives holds the addresses. Give each master its own; equal ones are"
              + " settled by the higher IP address.");

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
              advertIntervalType(),
              "1s",
              "How often the holder says that it lives: the same on all masters of the group."
                  + " The addresses move after three of them, and the skew, went missing.")
          .knownAs("advert_int", "advertisement-interval");

  static final Key<String> AUTH_PASS =
      Key.optional(
              "auth-pass",
              authPassType(),
              "no authentication",
              "The password of VRRP version 2 (PASS): the same on all masters of the group. It"
                  + " travels in clear text, so it keeps mistakes out, and nobody else.")
          .knownAs("auth_pass", "authentication", "password");

  static final Key<List<Cidr>> ADDRESSES =
      Key.required(
              "addresses",
              new ListOf<>(Addresses.virtualAddress()),
              "The virtual IP addresses, the same on all masters of the group. Without a prefix"
                  + " length it is a `/32`, as keepalived has it.")
          .knownAs("virtual_ipaddress", "virtual-ipaddress", "vip");

  static final Section SECTION =
      new Section(
          "vrrp",
          Section.Kind.NAMED,
          "A virtual router, for masters: it holds its addresses on one of them at a time. VRRP"
              + " version 2 (RFC 3768), as keepalived speaks it.",
          List.of(
              INTERFACE,
              VIRTUAL_ROUTER_ID,
              PRIORITY,
              PREEMPT,
              ADVERT_INTERVAL,
              AUTH_PASS,
              ADDRESSES),
          List.of(),
          (values, report) -> {});

  private VrrpSection() {}

  static VrrpConfig build(SectionValues values) {
    return new VrrpConfig(
        values.name(),
        values.get(INTERFACE),
        values.get(VIRTUAL_ROUTER_ID),
        values.get(PRIORITY),
        values.get(PREEMPT),
        values.get(ADVERT_INTERVAL),
        values.getOrNull(AUTH_PASS),
        values.get(ADDRESSES));
  }

  private static ValueType<Integer> priorityType() {
    String expected = "a whole number, 1 to 254";
    return Scalars.plain(
        expected,
        text ->
            text.equals(Integer.toString(PRIORITY_OWNER))
                ? Parsed.refused(
                    "1 to 254: 255 is for a router that owns the address by itself, which is not"
                        + " supported")
                : Scalars.parseInteger(text, 1, PRIORITY_OWNER - 1, expected));
  }

  private static ValueType<Duration> advertIntervalType() {
    String expected = "whole seconds, 1s to 255s";
    return Scalars.plain(
        expected,
        text ->
            DurationText.parse(text)
                .then(
                    duration ->
                        isVersion2Interval(duration)
                            ? Parsed.valid(duration)
                            : Parsed.refused(expected + ", in VRRP version 2")));
  }

  private static boolean isVersion2Interval(Duration duration) {
    return duration.getNano() == 0 && duration.getSeconds() >= 1 && duration.getSeconds() <= 255;
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
