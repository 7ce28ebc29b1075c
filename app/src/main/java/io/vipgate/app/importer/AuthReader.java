package io.vipgate.app.importer;

import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.Word;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads {@code authentication}: what keepalived sends, which is not always what the file says. */
final class AuthReader {
  private static final int MAX_BYTES = 8;
  private static final String HIDDEN = "auth_pass ***";

  private final Ledger ledger;

  AuthReader(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The password, if VRRP version 2 can send it. */
  Optional<Sourced<String>> read(Statement authentication) {
    ledger.carried(authentication.at(), "authentication", "");
    boolean isPass = true;
    Optional<Sourced<String>> password = Optional.empty();
    for (Statement statement : authentication.children()) {
      switch (statement.keyword()) {
        case "auth_type" -> isPass = readType(statement);
        case "auth_pass" -> password = statement.argument().flatMap(this::readPassword);
        default ->
            ledger.lost(statement.at(), Statements.shown(statement), "not known as authentication");
      }
    }
    if (!isPass) {
      password.ifPresent(unused -> ledger.lost(unused.at(), HIDDEN, "it belongs to auth_type AH"));
      return Optional.empty();
    }
    return password;
  }

  private boolean readType(Statement type) {
    boolean isPass = type.argument().map(Word::text).filter(t -> t.startsWith("PASS")).isPresent();
    if (isPass) {
      ledger.carried(type.at(), Statements.shown(type), "as auth-pass");
    } else {
      ledger.lost(
          type.at(),
          Statements.shown(type),
          "there is no AH: adverts go out without authentication, and peers that want it drop them");
    }
    return isPass;
  }

  private Optional<Sourced<String>> readPassword(Word word) {
    if (word.isCut()) {
      ledger.trap(
          word.at(),
          HIDDEN,
          "a comment sign cuts it: keepalived takes only what stands before it, and so does"
              + " auth-pass. Put it in quotes on all masters at once if more is meant");
    }
    byte[] bytes = word.text().getBytes(StandardCharsets.UTF_8);
    Optional<String> sent = firstBytes(bytes);
    if (sent.isEmpty()) {
      ledger.lost(
          word.at(),
          HIDDEN,
          "its first 8 bytes end within a letter and cannot be written: choose another on all"
              + " masters at once");
      return Optional.empty();
    }
    if (bytes.length > MAX_BYTES) {
      ledger.trap(
          word.at(),
          HIDDEN,
          "%d bytes: keepalived sends the first 8, and auth-pass is these. Whoever knows 8 knows it all"
              .formatted(bytes.length));
    }
    ledger.carried(word.at(), HIDDEN, "as auth-pass");
    return sent.map(text -> Sourced.from(word, text));
  }

  private static Optional<String> firstBytes(byte[] bytes) {
    byte[] first = Arrays.copyOf(bytes, Math.min(bytes.length, MAX_BYTES));
    try {
      return Optional.of(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(first)).toString())
          .filter(text -> !text.isEmpty());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
