package io.vipgate.app.importer;

import io.vipgate.app.importer.source.SourceLine;
import java.time.Duration;
import java.util.List;

/**
 * A proxy of the produced configuration.
 *
 * @param name ours
 * @param binds addresses and ports, as ours are written
 * @param before what its times were
 */
record ProxyDraft(
    String name,
    SourceLine at,
    List<Sourced<String>> binds,
    Sourced<String> balance,
    Sourced<Duration> connectTimeout,
    Sourced<Integer> retries,
    CheckDraft check,
    List<ServerDraft> servers,
    Before before) {
  ProxyDraft {
    binds = List.copyOf(binds);
    servers = List.copyOf(servers);
  }

  ProxyDraft withBinds(List<Sourced<String>> others) {
    return new ProxyDraft(
        name, at, others, balance, connectTimeout, retries, check, servers, before);
  }

  ProxyDraft withServers(List<ServerDraft> others) {
    return new ProxyDraft(name, at, binds, balance, connectTimeout, retries, check, others, before);
  }
}
