package io.vipgate.app.config;

import io.vipgate.app.config.Vocabulary.CheckType;
import io.vipgate.health.probe.Uses;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The keys that say what one look is, and which of them matter to which type. */
final class ProbeKeys {
  private static final Map<Uses, List<Key<?>>> BY_USE = byUse();

  static final Key<Integer> PORT =
      Key.optional("port", Scalars.integer(1, 65535), "the server's own", "The port to check.");

  private final List<CheckType> types;
  private final Key<String> type;

  ProbeKeys(List<CheckType> types) {
    this.types = types;
    this.type =
        Key.withDefault(
            "type",
            Scalars.choice(types.stream().map(CheckType::name).toList()),
            "https",
            "What a probe does. " + summaries(types));
  }

  private static Map<Uses, List<Key<?>>> byUse() {
    Map<Uses, List<Key<?>>> keys = new EnumMap<>(Uses.class);
    keys.put(Uses.HTTP, HttpCheckKeys.ALL);
    keys.put(Uses.TLS, TlsCheckKeys.ALL);
    keys.put(Uses.SEND, List.of(OtherCheckKeys.SEND));
    keys.put(Uses.EXPECT, List.of(OtherCheckKeys.EXPECT));
    keys.put(Uses.DNS, List.of(OtherCheckKeys.QUERY, OtherCheckKeys.QUERY_TYPE));
    keys.put(Uses.GRPC, List.of(OtherCheckKeys.SERVICE));
    keys.put(Uses.PROGRAM, List.of(OtherCheckKeys.COMMAND, OtherCheckKeys.USER));
    keys.put(Uses.ECHOES, List.of(OtherCheckKeys.COUNT, OtherCheckKeys.MAX_LOSS));
    return keys;
  }

  private static String summaries(List<CheckType> types) {
    return types.stream()
        .map(checkType -> "`" + checkType.name() + "`: " + checkType.summary())
        .collect(Collectors.joining("; ", "", "."));
  }

  Key<String> type() {
    return type;
  }

  /** All but the type and the port. */
  List<Key<?>> details() {
    return BY_USE.values().stream().<Key<?>>flatMap(List::stream).toList();
  }

  /** Type, port, and the details. */
  List<Key<?>> all() {
    List<Key<?>> keys = new ArrayList<>(List.of(type, PORT));
    keys.addAll(details());
    return keys;
  }

  ProbeConfig build(SectionValues values) {
    return new ProbeConfig(
        values.name(),
        values.get(type),
        values.getOrNull(PORT),
        HttpCheckKeys.build(values),
        TlsCheckKeys.build(values),
        OtherCheckKeys.dialog(values),
        OtherCheckKeys.dns(values),
        values.get(OtherCheckKeys.SERVICE),
        values.find(OtherCheckKeys.COMMAND).orElse(List.of()),
        values.getOrNull(OtherCheckKeys.USER),
        OtherCheckKeys.echoes(values));
  }

  void check(SectionValues values, Report report) {
    TlsCheckKeys.check(values, report);
    values
        .find(type)
        .flatMap(name -> types.stream().filter(known -> known.name().equals(name)).findFirst())
        .ifPresent(chosen -> check(values, chosen, report));
  }

  private void check(SectionValues values, CheckType chosen, Report report) {
    if (chosen.uses().contains(Uses.PROGRAM)) {
      checkCommand(values, report);
    }
    if (chosen.name().equals("udp") && values.raw(OtherCheckKeys.SEND.name()).isEmpty()) {
      report.problem(
          values.locate(type), "send with it, such as send = \"ping\": UDP has no connect");
    }
    BY_USE.forEach(
        (use, keys) -> {
          if (!chosen.uses().contains(use)) {
            warnOfIgnored(values, keys, use, report);
          }
        });
  }

  private void checkCommand(SectionValues values, Report report) {
    List<String> command = values.find(OtherCheckKeys.COMMAND).orElse(List.of());
    if (command.isEmpty()) {
      if (values.raw(OtherCheckKeys.COMMAND.name()).isEmpty()) {
        report.problem(
            values.locate(type), "command with it, such as command = [\"/usr/local/bin/check\"]");
      }
      return;
    }
    if (!OtherCheckKeys.isAbsolute(command)) {
      report.problem(values.locate(OtherCheckKeys.COMMAND), "an absolute path as its first word");
    }
  }

  private void warnOfIgnored(SectionValues values, List<Key<?>> keys, Uses use, Report report) {
    String users =
        types.stream()
            .filter(each -> each.uses().contains(use))
            .map(CheckType::name)
            .collect(Collectors.joining(" or "));
    for (Key<?> key : keys) {
      values
          .raw(key.name())
          .ifPresent(
              at -> report.warning(at, "type = %s with it, or it does nothing".formatted(users)));
    }
  }
}
