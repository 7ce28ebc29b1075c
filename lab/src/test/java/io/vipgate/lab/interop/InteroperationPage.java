package io.vipgate.lab.interop;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code docs/reference/interoperation.md}, as it follows from what was measured. */
final class InteroperationPage {
  private static final String HEAD =
      """
      # Interoperation

      <!-- Made by InteropMatrixTest in the lab, which fails if this page says something else than it measured.
           To write it anew, as root:
           mvn -pl lab -am test -Dtest=InteropMatrixTest -Dsurefire.failIfNoSpecifiedTests=false -Dvipgate.reference.write=true -->

      vipgate in one VRRP group with itself, with keepalived and with FRR's vrrpd, as Debian 12 has them.
      Each row was tried twice, once with vipgate ranking higher and once with the other one.
      Version 2 advertises each second, version 3 twice a second.

      | column | what happened |
      |---|---|
      | we start first, they start first | whoever comes second, and ranks lower, listens and claims nothing |
      | we preempt, they preempt | whoever comes second, and ranks higher, takes the addresses over, and the other one gives them up |
      | we stop, they stop | a master that stops resigns (priority 0), and the other one takes over after its skew time |
      | we crash, they crash | a master that is killed is replaced within three intervals and the skew time |
      | partition, heal | parted, both are master; reunited, the one that ranks lower gives up |

      | with | version | addresses | adverts by | %s |
      |---|---|---|---|%s|
      """;

  private static final String NOTES =
      """

      "IPv4 with IPv6" is one election over IPv4 for addresses of both families; keepalived has the IPv6 address as `virtual_ipaddress_excluded`.
      "IPv4, ours on a macvlan" stands for interfaces on top of others, such as VLANs and bonds.
      Version 2 has a password with vipgate and keepalived; FRR has none.
      A host keeps FRR's addresses on an interface of their own, and answers for them while its vrrpd does not run. The routers beside it have `duplicate-check = warn`; with `refuse`, the default, they would claim nothing there.
      Sync groups are not in the table: a test of their own has two virtual routers move together between vipgate and keepalived (`SyncGroupTest`); FRR has none.

      keepalived with FRR, and either with itself, is left out: vipgate has no part in it, so that no version of vipgate can make a cell of it differ.

      ## What cannot be

      """;

  private InteroperationPage() {}

  static String of(List<Setting> settings, Findings findings) {
    List<String> titles = Arrays.stream(Trial.values()).map(Trial::title).toList();
    StringBuilder page = new StringBuilder();
    page.append(
        HEAD.formatted(
            String.join(" | ", titles), "---|".repeat(titles.size()).replaceFirst("\\|$", "")));
    settings.stream()
        .filter(setting -> setting.impossible().isEmpty())
        .forEach(setting -> page.append(row(setting, findings)));
    page.append(NOTES);
    reasons(settings).forEach((reason, rows) -> page.append("- %s: %s.\n".formatted(reason, rows)));
    return page.toString();
  }

  private static String row(Setting setting, Findings findings) {
    String verdicts =
        Arrays.stream(Trial.values())
            .map(trial -> findings.verdict(setting, trial))
            .collect(Collectors.joining(" | "));
    return "| %s | %d | %s | %s | %s |\n"
        .formatted(
            setting.peer().title(),
            setting.version(),
            setting.ip().title(),
            setting.cast().title(),
            verdicts);
  }

  private static Map<String, String> reasons(List<Setting> settings) {
    return settings.stream()
        .filter(setting -> setting.impossible().isPresent())
        .collect(
            Collectors.groupingBy(
                setting -> setting.impossible().orElseThrow(),
                LinkedHashMap::new,
                Collectors.mapping(Setting::toString, Collectors.joining("; "))));
  }
}
