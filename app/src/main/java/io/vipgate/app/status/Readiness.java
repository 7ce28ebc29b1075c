package io.vipgate.app.status;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether this node can do its work, one line a condition, as an apiserver's {@code
 * /readyz?verbose} shows it.
 */
public final class Readiness {
  private final List<String> lines = new ArrayList<>();
  private boolean ready = true;

  /**
   * Adds a condition.
   *
   * @param otherwise why not; shown only if the condition does not hold
   */
  public Readiness check(String what, boolean holds, String otherwise) {
    lines.add(holds ? "[+]" + what + " ok" : "[-]" + what + " failed: " + otherwise);
    ready &= holds;
    return this;
  }

  public boolean ready() {
    return ready;
  }

  /** One line a condition, then the verdict. */
  public String text() {
    return String.join("\n", lines) + (ready ? "\nready\n" : "\nnot ready\n");
  }
}
