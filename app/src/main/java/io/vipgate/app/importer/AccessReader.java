package io.vipgate.app.importer;

import io.vipgate.app.config.IpLiteral;
import io.vipgate.app.importer.haproxy.HaproxyLine;
import io.vipgate.app.importer.source.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads who is let in: {@code tcp-request connection} rules on source addresses, with the {@code
 * acl} lines that they name. Rules that say more than one list of networks are left to the ledger.
 */
final class AccessReader {
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  private final Scope scope;
  private final Ledger ledger;
  private final Map<String, List<String>> acls = new HashMap<>();
  private final Map<String, List<HaproxyLine>> aclLines = new HashMap<>();

  /** A rule's condition: that the client is of these networks, or that it is not. */
  private record Condition(List<String> networks, boolean isOf, List<HaproxyLine> definedBy) {}

  AccessReader(Scope scope, Ledger ledger) {
    this.scope = scope;
    this.ledger = ledger;
  }

  /** {@code allow} and {@code deny}; none if there is no rule that ours can have. */
  List<Setting> read() {
    scope.frontLines().stream().filter(line -> line.startsWith("acl")).forEach(this::readAcl);
    List<HaproxyLine> rules =
        scope.frontLines().stream()
            .filter(
                line ->
                    line.startsWith("tcp-request", "connection")
                        || line.startsWith("tcp-request", "content"))
            .toList();
    List<String> allowed = new ArrayList<>();
    List<String> denied = new ArrayList<>();
    for (HaproxyLine rule : rules) {
      readRule(rule, allowed, denied);
    }
    String at = rules.isEmpty() ? "" : rules.get(0).at().toString();
    List<Setting> settings = new ArrayList<>();
    if (!allowed.isEmpty()) {
      settings.add(new Setting("allow", Hocon.list(allowed), at));
    }
    if (!denied.isEmpty()) {
      settings.add(new Setting("deny", Hocon.list(denied), at));
    }
    return settings;
  }

  private void readAcl(HaproxyLine line) {
    List<String> words = texts(line);
    if (words.size() > 3 && words.get(2).equals("src")) {
      networks(words.subList(3, words.size()))
          .ifPresent(
              networks -> {
                acls.computeIfAbsent(words.get(1), name -> new ArrayList<>()).addAll(networks);
                aclLines.computeIfAbsent(words.get(1), name -> new ArrayList<>()).add(line);
              });
    }
  }

  private void readRule(HaproxyLine rule, List<String> allowed, List<String> denied) {
    List<String> words = texts(rule);
    if (words.size() < 5 || !words.get(2).equals("reject")) {
      return;
    }
    Optional<Condition> condition =
        condition(words.get(3), words.subList(4, words.size()))
            // One list of those that are let in: two of them would have to be cut with each other.
            .filter(found -> found.isOf() || allowed.isEmpty());
    if (condition.isEmpty()) {
      return;
    }
    Condition found = condition.get();
    String key = found.isOf() ? "deny" : "allow";
    (found.isOf() ? denied : allowed).addAll(found.networks());
    ledger.carried(rule.at(), rule.text(), "as " + key);
    found.definedBy().forEach(acl -> ledger.carried(acl.at(), acl.text(), "in " + key));
  }

  /** {@code if NAME}, {@code if !NAME}, {@code unless NAME}, or {@code { src … }} for the name. */
  private Optional<Condition> condition(String word, List<String> terms) {
    if (!word.equals("if") && !word.equals("unless")) {
      return Optional.empty();
    }
    boolean isAnonymous = terms.size() > 3 && terms.get(terms.size() - 1).equals("}");
    String first = terms.get(0);
    boolean isNegated = first.startsWith("!") != word.equals("unless");
    if (isAnonymous && first.matches("!?\\{") && terms.get(1).equals("src")) {
      return networks(terms.subList(2, terms.size() - 1))
          .map(networks -> new Condition(networks, !isNegated, List.of()));
    }
    String name = first.replaceFirst("^!", "");
    if (terms.size() != 1 || !acls.containsKey(name)) {
      return Optional.empty();
    }
    return Optional.of(
        new Condition(
            acls.getOrDefault(name, List.of()),
            !isNegated,
            aclLines.getOrDefault(name, List.of())));
  }

  private static Optional<List<String>> networks(List<String> texts) {
    boolean areAll = texts.stream().allMatch(AccessReader::isNetwork);
    return areAll && !texts.isEmpty() ? Optional.of(texts) : Optional.empty();
  }

  private static boolean isNetwork(String text) {
    String[] parts = text.split("/", 2);
    int longest = parts[0].contains(":") ? IPV6_BITS : IPV4_BITS;
    return IpLiteral.parse(parts[0]).isPresent()
        && (parts.length == 1 || Numbers.parse(parts[1], 0, longest).isPresent());
  }

  private static List<String> texts(HaproxyLine line) {
    return line.words().stream().map(Word::text).collect(Collectors.toList());
  }
}
