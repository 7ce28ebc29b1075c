package io.vipgate.app.init;

import java.util.List;

/** What becomes of a request. */
public sealed interface InitAnswer {

  /**
   * A configuration.
   *
   * @param config the file's text
   * @param choices what was not asked for and was chosen, and why; a sentence each
   */
  record Written(String config, List<String> choices) implements InitAnswer {
    public Written {
      choices = List.copyOf(choices);
    }
  }

  /**
   * None.
   *
   * @param problem {@code what: value: X (expected: Y)}
   */
  record Refused(String problem) implements InitAnswer {}
}
