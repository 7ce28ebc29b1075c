package io.vipgate.app.importer;

import java.util.HashSet;
import java.util.Set;

/** Names that our configuration takes, each given once. */
final class Names {
  private static final int MAX_LENGTH = 63;
  private final Set<String> given = new HashSet<>();

  /** The name itself where possible; else one like it. */
  String give(String wanted) {
    String name = wanted.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[._-]+", "");
    name = name.isEmpty() ? "unnamed" : name;
    name = name.substring(0, Math.min(name.length(), MAX_LENGTH - 4));
    String free = name;
    for (int i = 2; !given.add(free); i++) {
      free = name + "-" + i;
    }
    return free;
  }
}
