package io.vipgate.app.reload;

/** One difference between two configurations. */
public sealed interface ConfigChange {

  /** As in the file: {@code proxy.apiserver.servers.m1.weight}. */
  String path();

  /** Something is there that was not: a section with all that is in it, or an optional value. */
  record Added(String path) implements ConfigChange {
    @Override
    public String toString() {
      return path + ": added";
    }
  }

  /** Something is not there any more, with all that was in it. */
  record Removed(String path) implements ConfigChange {
    @Override
    public String toString() {
      return path + ": removed";
    }
  }

  /**
   * A value is another one.
   *
   * @param from in words
   * @param to in words
   */
  record Changed(String path, String from, String to) implements ConfigChange {
    @Override
    public String toString() {
      return path + ": " + from + " -> " + to;
    }
  }
}
