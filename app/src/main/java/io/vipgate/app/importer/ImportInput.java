package io.vipgate.app.importer;

import io.vipgate.app.importer.keepalived.Includes;
import io.vipgate.app.importer.source.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What there is to import.
 *
 * @param keepalived this machine's keepalived.conf, and after it those of its peers, to compare
 * @param haproxy haproxy.cfg files, of which later ones continue earlier ones
 * @param files finds what {@code include} and scripts name
 * @param environment the variables that haproxy.cfg may name
 * @param balancers the balancing algorithms that we have
 */
public record ImportInput(
    List<SourceFile> keepalived,
    List<SourceFile> haproxy,
    Includes files,
    Function<String, Optional<String>> environment,
    Set<String> balancers) {
  public ImportInput {
    keepalived = List.copyOf(keepalived);
    haproxy = List.copyOf(haproxy);
    balancers = Set.copyOf(balancers);
  }
}
