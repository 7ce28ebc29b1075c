package io.vipgate.app.importer.keepalived;

import io.vipgate.app.importer.source.Word;

/**
 * A piece of keepalived.conf.
 *
 * @param word the word; for braces and ends of lines, their place
 */
record Token(Kind kind, Word word) {
  enum Kind {
    WORD,
    OPEN,
    CLOSE,
    END_OF_LINE
  }
}
