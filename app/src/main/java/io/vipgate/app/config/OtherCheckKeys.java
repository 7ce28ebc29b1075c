package io.vipgate.app.config;

import io.vipgate.health.probe.BytePattern;
import io.vipgate.health.probe.DialogSettings;
import io.vipgate.health.probe.DnsSettings;
import io.vipgate.health.probe.EchoSettings;
import io.vipgate.health.probe.Payload;
import java.util.List;

/** What checks ask that speak neither HTTP nor TLS. */
final class OtherCheckKeys {
  static final Key<Payload> SEND =
      Key.optional(
          "send",
          Scalars.readBy(Payload::new, "a text, or \"hex:\" and pairs of digits"),
          "nothing",
          "What `send-expect`, `udp` and `agent` send: a text, or bytes as `\"hex:...\"`.");

  static final Key<BytePattern> EXPECT =
      Key.optional(
          "expect",
          HttpCheckKeys.patterns(),
          "anything",
          "What `send-expect` and `udp` must find in the answer; written as `body`.");

  static final Key<String> QUERY =
      Key.withDefault(
          "query",
          Scalars.readBy(
              name -> new DnsSettings(name, DnsSettings.Type.A).name(),
              "a DNS name, its labels of 1 to 63 ASCII characters"),
          DnsSettings.DEFAULT.name(),
          "The name that `dns` asks for.");

  static final Key<DnsSettings.Type> QUERY_TYPE =
      Key.withDefault(
          "query-type",
          Scalars.choice(List.of(DnsSettings.Type.values()), Enum::name),
          DnsSettings.DEFAULT.type().name(),
          "The type of records that `dns` asks for.");

  static final Key<String> SERVICE =
      Key.withDefault(
          "service",
          Scalars.matching("[!-~]{0,100}", "a service's name of at most 100 characters"),
          "",
          "The service that `grpc` and `grpcs` ask for; empty means the server as a whole.");

  static final Key<List<String>> COMMAND =
      Key.optional(
          "command",
          new ValueType.ListOf<>(Scalars.matching("(?s).*", "a text")),
          "none",
          "The program that `exec` runs, by its absolute path, and its arguments, one by one: there is"
              + " no shell. `{server-address}`, `{server-port}`, `{proxy-address}` and"
              + " `{proxy-port}` stand for the address that is checked, and the first one that"
              + " the proxy listens on. Exit code 0 means ready, any other not; a program that"
              + " does not end in time is killed.");

  static final Key<String> USER =
      Key.optional(
          "user",
          Scalars.matching("[a-z_][a-z0-9_-]*", "the name of a user and of its group"),
          "vipgate's own",
          "Whom `exec` runs it as. Another than vipgate's own takes vipgate to run as root.");

  static final Key<Integer> COUNT =
      Key.withDefault(
          "count",
          Scalars.integer(1, 20),
          Integer.toString(EchoSettings.DEFAULT.count()),
          "How many echo requests `icmp` sends in one look.");

  static final Key<Integer> MAX_LOSS =
      Key.withDefault(
          "max-loss",
          Scalars.integer(0, 99),
          Integer.toString(EchoSettings.DEFAULT.maxLossPercent()),
          "How many percent of them may be lost; more mean not ready, and all mean dead.");

  private OtherCheckKeys() {}

  static DialogSettings dialog(SectionValues values) {
    return new DialogSettings(values.getOrNull(SEND), values.getOrNull(EXPECT));
  }

  static DnsSettings dns(SectionValues values) {
    return new DnsSettings(values.get(QUERY), values.get(QUERY_TYPE));
  }

  static EchoSettings echoes(SectionValues values) {
    return new EchoSettings(values.get(COUNT), values.get(MAX_LOSS));
  }

  static boolean isAbsolute(List<String> command) {
    return command.get(0).startsWith("/");
  }
}
