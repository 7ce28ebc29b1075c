package io.vipgate.app.importer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how HAProxy checks the servers of a proxy, with its defaults. */
final class CheckReader {
  /** What ours has for the whole proxy and HAProxy for each server. */
  private static final List<String> SHARED =
      List.of(
          "inter",
          "fastinter",
          "downinter",
          "fall",
          "rise",
          "port",
          "check-ssl",
          "verify",
          "ca-file",
          "check-sni",
          "agent-check",
          "agent-port",
          "agent-send");

  private final Scope scope;
  private final ServerParams params;
  private final List<HaproxyServer> servers;
  private final Ledger ledger;

  /**
   * For these servers.
   *
   * @param servers at least one
   */
  CheckReader(Scope scope, List<HaproxyServer> servers, Ledger ledger) {
    this.scope = scope;
    this.servers = servers;
    this.params =
        servers.stream()
            .filter(HaproxyServer::isChecked)
            .findFirst()
            .orElse(servers.get(0))
            .params();
    this.ledger = ledger;
  }

  CheckDraft read() {
    compareServers();
    CheckTimes times = new CheckTimes(scope, params, servers.get(0).at(), ledger);
    Sourced<Duration> interval = times.interval();
    CheckKind.Probe probe = new CheckKind(scope, params, servers, ledger).read();
    boolean isConnectOnly = probe.type().value().equals("tcp");
    Sourced<Duration> timeout = times.timeout(interval, isConnectOnly);
    Optional<CheckDraft.Part> agent = agent();
    boolean isAgentAlone = agent.isPresent() && !servers.get(0).isChecked();
    List<Setting> others = new ArrayList<>(times.others(interval));
    List<CheckDraft.Part> parts = new ArrayList<>();
    Sourced<String> type = probe.type();
    if (isAgentAlone) {
      type = Sourced.at(params.find("agent-check").orElseThrow().at(), "agent");
      others.addAll(agent.get().settings().subList(1, agent.get().settings().size()));
    } else if (agent.isPresent()) {
      parts.add(part("server", probe));
      parts.add(agent.get());
      type = Sourced.at(params.find("agent-check").orElseThrow().at(), "all-of");
    } else {
      others.addAll(probe.settings());
    }
    return new CheckDraft(
        type,
        interval,
        times.fitted(timeout, interval),
        timeout.value(),
        times.count("fall", 3),
        times.count("rise", 2),
        others,
        parts);
  }

  private static CheckDraft.Part part(String name, CheckKind.Probe probe) {
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("type", probe.type().value(), probe.type().note()));
    settings.addAll(probe.settings());
    return new CheckDraft.Part(name, settings);
  }

  /** HAProxy asks an agent beside the check; here both are parts of one. */
  private Optional<CheckDraft.Part> agent() {
    Optional<Sourced<Integer>> port = params.number("agent-port", 1, 65535);
    Optional<Sourced<String>> agent = params.find("agent-check");
    if (agent.isEmpty() || port.isEmpty()) {
      agent.ifPresent(
          found -> ledger.lost(found.at(), "agent-check", "without agent-port nobody is asked"));
      return Optional.empty();
    }
    params
        .find("agent-inter")
        .filter(
            inter -> !params.find("inter").map(Sourced::value).equals(Optional.of(inter.value())))
        .ifPresent(
            inter ->
                ledger.replaced(
                    inter.at(),
                    "agent-inter " + inter.value(),
                    "the agent is asked as often as the server is checked"));
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("type", "agent", agent.get().note()));
    settings.add(new Setting("port", port.get().value() + "", port.get().note()));
    params
        .find("agent-send")
        .ifPresent(
            text -> settings.add(new Setting("send", Hocon.text(text.value()), text.note())));
    return Optional.of(new CheckDraft.Part("agent", settings));
  }

  /** Of the first server that is checked; what is lost with others that differ. */
  private void compareServers() {
    for (HaproxyServer server : servers) {
      if (!server.isChecked() && !server.params().has("agent-check")) {
        ledger.trap(
            server.at(),
            "server " + server.draft().name(),
            "no check: haproxy never takes it out, dead or not. Here it is checked like the others");
        continue;
      }
      for (String name : SHARED) {
        Optional<String> own = server.params().find(name).map(Sourced::value);
        if (!own.equals(params.find(name).map(Sourced::value))) {
          ledger.lost(
              server.at(),
              own.map(value -> name + " " + value).orElse("without " + name).strip(),
              "all servers of a proxy are checked alike: as the first one that is checked");
        }
      }
    }
  }
}
