package io.vipgate.app.importer;

import io.vipgate.app.importer.haproxy.HaproxyLine;
import io.vipgate.health.probe.BytePattern;
import io.vipgate.health.probe.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads {@code tcp-check} rules that send something once and expect something once. */
final class TcpCheckReader {
  private final List<HaproxyLine> rules;
  private final boolean isTls;
  private final Ledger ledger;
  private Optional<Setting> send = Optional.empty();
  private Optional<Setting> expect = Optional.empty();

  TcpCheckReader(List<HaproxyLine> rules, boolean isTls, Ledger ledger) {
    this.rules = rules;
    this.isTls = isTls;
    this.ledger = ledger;
  }

  /** {@code send} and {@code expect}; none if the check does neither. */
  List<Setting> read() {
    rules.forEach(this::readRule);
    List<Setting> settings = new ArrayList<>();
    send.ifPresent(settings::add);
    expect.ifPresent(settings::add);
    return settings;
  }

  private void readRule(HaproxyLine rule) {
    switch (rule.word(1).orElse("")) {
      case "send" -> readSend(rule, rule.word(2).orElse(""));
      case "send-binary" -> readSend(rule, "hex:" + rule.word(2).orElse(""));
      case "expect" -> readExpect(rule);
      default -> {}
    }
  }

  private void readSend(HaproxyLine rule, String text) {
    boolean isFirst = send.isEmpty() && expect.isEmpty();
    if (isPossible(rule, isFirst) && isValid(text, Payload::new)) {
      send = Optional.of(new Setting("send", Hocon.text(text), rule.at().toString()));
    } else {
      lost(rule);
    }
  }

  private void readExpect(HaproxyLine rule) {
    String value = rule.word(3).orElse("");
    String pattern =
        switch (rule.word(2).orElse("")) {
          case "string" -> value;
          case "binary" -> "hex:" + value;
          case "rstring" -> "regex:" + value;
          default -> "";
        };
    if (isPossible(rule, expect.isEmpty())
        && !pattern.isEmpty()
        && isValid(pattern, BytePattern::new)) {
      expect = Optional.of(new Setting("expect", Hocon.text(pattern), rule.at().toString()));
    } else {
      lost(rule);
    }
  }

  private boolean isPossible(HaproxyLine rule, boolean isFirst) {
    return isFirst && !isTls && rule.words().size() <= 4;
  }

  private static boolean isValid(String text, Consumer<String> reader) {
    try {
      reader.accept(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void lost(HaproxyLine rule) {
    ledger.lost(
        rule.at(),
        rule.text(),
        isTls
            ? "a check by TLS ends with the handshake"
            : "the check sends once and compares once, and does no more");
  }
}
