package io.vipgate.app.config;

import java.time.Duration;
import java.util.List;

/** {@code vrrp.NAME.announce}. */
final class AnnounceSection {
  private static final AnnounceConfig DEFAULT = AnnounceConfig.DEFAULT;

  private static final Key<Integer> COPIES =
      Key.withDefault(
              "copies",
              Scalars.integer(1, AnnounceConfig.MAX_COPIES),
              Integer.toString(DEFAULT.copies()),
              "How often each message is sent, since one may be lost.")
          .knownAs("garp_master_repeat", "vrrp_garp_master_repeat");

  private static final Key<Duration> SPACING =
      Key.withDefault(
              "spacing",
              Scalars.duration(Duration.ZERO, AnnounceConfig.MAX_SPACING),
              DurationText.format(DEFAULT.spacing()),
              "How long between two copies, for switches that drop ARP beyond a rate; `0s`: they"
                  + " leave back to back. Of each copy the messages for all addresses leave"
                  + " together.")
          .knownAs("vrrp_garp_interval", "garp_interval", "vrrp_gna_interval", "gna_interval");

  private static final Key<Duration> REPEAT_DELAY =
      Key.withDefault(
              "repeat-delay",
              Scalars.duration(Duration.ZERO, AnnounceConfig.MAX_REPEAT_DELAY),
              DurationText.format(DEFAULT.repeatDelay()),
              "How long after it became the holder all are announced once more, for switch ports"
                  + " that forward late; and after 1.1 s before that, for neighbours that take no second"
                  + " change within a second; `0s`: neither.")
          .knownAs("garp_master_delay", "vrrp_garp_master_delay");

  private static final Key<Duration> REFRESH =
      Key.withDefault(
              "refresh",
              Scalars.duration(Duration.ZERO, AnnounceConfig.MAX_REFRESH),
              DurationText.format(DEFAULT.refresh()),
              "How often they are announced from then on, so that neighbours which believed someone"
                  + " else meanwhile are told better; `0s`: not at all.")
          .knownAs("garp_master_refresh", "vrrp_garp_master_refresh");

  private static final Key<Integer> REFRESH_COPIES =
      Key.withDefault(
              "refresh-copies",
              Scalars.integer(1, AnnounceConfig.MAX_COPIES),
              Integer.toString(DEFAULT.refreshCopies()),
              "As `copies`, of these.")
          .knownAs("garp_master_refresh_repeat", "vrrp_garp_master_refresh_repeat");

  private static final Key<Duration> DEFENCE_INTERVAL =
      Key.withDefault(
              "defence-interval",
              Scalars.duration(Duration.ofSeconds(1), Duration.ofMinutes(1)),
              DurationText.format(DEFAULT.defenceInterval()),
              "How long at least between two announcements that answer another host which claims an"
                  + " address. RFC 5227 has 10 s; the last claim is always answered.")
          .knownAs("garp_lower_prio_delay", "vrrp_garp_lower_prio_delay");

  static final Section SECTION =
      new Section(
          "announce",
          Section.Kind.SINGLE,
          "How the neighbours are told where the addresses are: by gratuitous ARP (IPv4) and"
              + " unsolicited neighbour advertisements (IPv6).",
          List.of(COPIES, SPACING, REPEAT_DELAY, REFRESH, REFRESH_COPIES, DEFENCE_INTERVAL),
          List.of(),
          (values, report) -> {});

  private AnnounceSection() {}

  static AnnounceConfig build(SectionValues router) {
    SectionValues values = router.single(SECTION);
    return new AnnounceConfig(
        values.get(COPIES),
        values.get(SPACING),
        values.get(REPEAT_DELAY),
        values.get(REFRESH),
        values.get(REFRESH_COPIES),
        values.get(DEFENCE_INTERVAL));
  }
}
