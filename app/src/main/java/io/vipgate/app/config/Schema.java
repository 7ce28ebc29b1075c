package io.vipgate.app.config;

import java.util.List;

/** The whole file. */
final class Schema {
  private final ProxySection proxy;
  private final Section root;

  Schema(Vocabulary vocabulary) {
    proxy = new ProxySection(vocabulary);
    root =
        new Section(
            "",
            Section.Kind.SINGLE,
            "",
            List.of(),
            List.of(
                VrrpSection.SECTION,
                proxy.section(),
                ControlSections.LIFELINE,
                ControlSections.CONTROL,
                DaemonSections.HTTP,
                DaemonSections.ADMIN,
                DaemonSections.LIMITS,
                DaemonSections.STATE,
                NotifySection.SECTION,
                DaemonSections.DEFINE),
            (values, report) -> {
              new CrossChecks(values, proxy.section(), report).run();
              new TrackChecks(values, proxy.section(), report).run();
            });
  }

  Section root() {
    return root;
  }

  /** The configuration, from values that have no problems. */
  VipgateConfig build(SectionValues values) {
    return new VipgateConfig(
        values.named(VrrpSection.SECTION).stream().map(VrrpSection::build).toList(),
        values.named(proxy.section()).stream().map(proxy::build).toList(),
        new HttpConfig(values.single(DaemonSections.HTTP).get(DaemonSections.LISTEN)),
        new AdminConfig(values.single(DaemonSections.ADMIN).get(DaemonSections.SOCKET)),
        new LimitsConfig(
            values.single(DaemonSections.LIMITS).find(DaemonSections.PROCESS_CONNECTIONS).orElse(0),
            values.single(DaemonSections.LIMITS).get(DaemonSections.DRAIN_TIMEOUT)),
        new StateConfig(
            values.single(DaemonSections.STATE).find(DaemonSections.STATE_DIRECTORY),
            values.single(DaemonSections.STATE).get(DaemonSections.KEEP_ORDERS)),
        ControlSections.lifeline(values.single(ControlSections.LIFELINE)),
        ControlSections.control(values.single(ControlSections.CONTROL)),
        NotifySection.build(values.single(NotifySection.SECTION)));
  }
}
