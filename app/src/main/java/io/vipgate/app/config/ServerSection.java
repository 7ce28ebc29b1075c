package io.vipgate.app.config;

import java.util.List;

/** {@code proxy.NAME.servers.NAME}. */
final class ServerSection {
  static final Key<Endpoint> ADDRESS =
      Key.required(
              "address",
              Addresses.server(),
              "Where it listens. An IP address and not a DNS name: a name may be served from the very"
                  + " cluster that is down.")
          .knownAs("server");

  static final Key<Integer> WEIGHT =
      Key.withDefault(
          "weight",
          Scalars.integer(0, 256),
          "1",
          "Its share of new connections, relative to the others; 0 gives it none.");

  static final Section SECTION =
      new Section(
          "servers",
          Section.Kind.NAMED_REQUIRED,
          "A server to balance over, in the file's order. A name with dots needs quotes:"
              + " `\"192.168.2.22\".address = ...`.",
          List.of(ADDRESS, WEIGHT),
          List.of(),
          (values, report) -> {});

  private ServerSection() {}

  static ServerConfig build(SectionValues values) {
    return new ServerConfig(values.name(), values.get(ADDRESS), values.get(WEIGHT));
  }
}
