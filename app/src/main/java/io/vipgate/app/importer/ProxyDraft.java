package io.vipgate.app.importer;

import io.vipgate.app.importer.source.SourceLine;
import java.time.Duration;
import java.util.List;

/**
 * A proxy of the produced configuration.
 *
 * @param name ours
 * @param binds addresses and ports, as ours are written
 * @param others further settings, such as limits
 * @param before what its times were
 */
record ProxyDraft(
    String name,
    SourceLine at,
    List<Sourced<String>> binds,
    Sourced<String> balance,
    Sourced<Duration> connectTimeout,
    Sourced<Integer> retries,
    List<Setting> others,
    CheckDraft check,
    List<ServerDraft> servers,
    Before before) {
  ProxyDraft {
    binds = List.copyOf(binds);
    others = List.copyOf(others);
    servers = List.copyOf(servers);
  }

  ProxyDraft withBinds(List<Sourced<String>> other) {
    return new ProxyDraft(
        name, at, other, balance, connectTimeout, retries, others, check, servers, before);
  }

  ProxyDraft withServers(List<ServerDraft> other) {
    return new ProxyDraft(
        name, at, binds, balance, connectTimeout, retries, others, check, other, before);
  }
}
