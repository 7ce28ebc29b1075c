package io.vipgate.lab.demo;

import java.io.PrintStream;

/** Prints what happens, as it happens, for someone who watches. */
final class Story {
  private final PrintStream out;
  private final long startNs = System.nanoTime();
  private int steps;

  Story(PrintStream out) {
    this.out = out;
  }

  void title(String text) {
    out.println(text);
  }

  void step(String text) {
    steps++;
    out.printf("%n[%5.1f s] %d. %s%n", (System.nanoTime() - startNs) / 1e9, steps, text);
  }

  void say(String text) {
    out.println("          " + text);
  }

  /** A page of output, set apart. */
  void quote(String page) {
    page.lines().forEach(line -> out.println("          | " + line));
  }

  /** Prints what held; what did not ends the story. */
  void check(String claim, boolean holds) {
    if (!holds) {
      throw new AssertionError("not so: " + claim);
    }
    say("ok: " + claim);
  }

  void failed(Throwable cause) {
    say("FAILED: " + cause);
  }

  void end(int exitCode) {
    out.printf(
        "%n[%5.1f s] %s%n",
        (System.nanoTime() - startNs) / 1e9,
        exitCode == 0 ? "Every step held; nothing is left behind." : "A step did not hold.");
  }
}
