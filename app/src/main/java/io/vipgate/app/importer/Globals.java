package io.vipgate.app.importer;

import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.Word;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code global_defs} says for all virtual routers.
 *
 * @param version 2 or 3
 * @param interfaceName for those that name none
 * @param startupDelay how long nobody takes part after the start
 * @param blocks the blocks themselves
 */
record Globals(
    Optional<Sourced<Integer>> version,
    String interfaceName,
    Optional<Sourced<Duration>> startupDelay,
    List<Statement> blocks) {

  private static final String INTERFACE_BY_DEFAULT = "eth0";

  Globals {
    blocks = List.copyOf(blocks);
  }

  static Globals of(List<Statement> blocks) {
    return new Globals(
        blocks.stream()
            .flatMap(block -> KeepalivedTime.number(block, "vrrp_version", 2, 3).stream())
            .findFirst(),
        blocks.stream()
            .flatMap(block -> block.child("default_interface").stream())
            .flatMap(statement -> statement.argument().stream())
            .map(Word::text)
            .findFirst()
            .orElse(INTERFACE_BY_DEFAULT),
        blocks.stream()
            .flatMap(block -> KeepalivedTime.child(block, "vrrp_startup_delay").stream())
            .findFirst(),
        blocks);
  }

  /** The version of an instance that says nothing of it. */
  Sourced<Integer> versionAt(SourceLine instance) {
    return version.orElseGet(() -> Sourced.byDefault(instance, 2, "keepalived's default"));
  }
}
