package io.vipgate.health.probe;

import io.vipgate.health.probe.Contract.Case;
import io.vipgate.health.probe.Contract.NotApplicable;
import io.vipgate.health.probe.Contract.Outcome;
import io.vipgate.health.probe.Contract.Situation;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of docs/reference that says what every type of check finds in every situation. */
final class ContractPage {
  private static final String HEAD =
      """
      # What checks find

      <!-- Made from the contract of healthcheck/src/test. To write it anew:
           mvn -q -pl healthcheck -am test -Dtest=ContractPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dvipgate.reference.write=true -->

      What every type of check says of a server in every situation: tests hold it to each line, with servers that behave so.

      - **verdict**: what one look alone says; `rise` and `fall` of them make it count. `ready` gets new connections, `not ready` none, `dead` has those that it has reset; `unknown` changes nothing.
      - **reason**: the code in the metrics (`vipgate_check_results_total`), in the journal and in alerts; [below](#reasons) in the words of `vipgate explain`.
      - **evidence**: what `vipgate status` prints as the last check, and `vipgate explain` after the reason; … stands for what differs from case to case.
      - Of a flapping server: one look after the other.

      Times are those of the tests, whose timeout is 800 ms where one runs out.
      """;

  /** No page has it: the contract test wants a word on each situation. */
  private static final Contract UNTESTED = new NotApplicable("not tested");

  private ContractPage() {}

  static String text() {
    return HEAD
        + Arrays.stream(ProbeType.values()).map(ContractPage::section).collect(Collectors.joining())
        + reasons();
  }

  private static String section(ProbeType type) {
    Map<Situation, Contract> cases = Contracts.of(type);
    return "\n## `%s`: %s\n\n| the server is | verdict | reason | evidence |\n|---|---|---|---|\n"
            .formatted(type.label(), type.summary())
        + Arrays.stream(Situation.values())
            .map(situation -> row(situation, cases.getOrDefault(situation, UNTESTED)))
            .collect(Collectors.joining());
  }

  private static String row(Situation situation, Contract contract) {
    if (contract instanceof NotApplicable not) {
      return "| %s | | | cannot be: %s |\n".formatted(situation.label(), not.why());
    }
    return ((Case) contract)
        .outcomes().stream()
            .distinct()
            .map(outcome -> row(situation, outcome))
            .collect(Collectors.joining());
  }

  private static String row(Situation situation, Outcome outcome) {
    return "| %s | %s | `%s` | %s |\n"
        .formatted(
            situation.label(),
            words(outcome.reason().verdict()),
            outcome.reason().label(),
            outcome.evidence().replace("|", "\\|"));
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case UNKNOWN -> "unknown";
      case READY -> "ready";
      case NOT_READY -> "not ready";
      case DEAD -> "dead";
    };
  }

  private static String reasons() {
    return "\n## Reasons\n\n| code | verdict | in words |\n|---|---|---|\n"
        + Arrays.stream(Reason.values())
            .map(
                reason ->
                    "| `%s` | %s | %s |\n"
                        .formatted(reason.label(), words(reason.verdict()), reason.words()))
            .collect(Collectors.joining());
  }
}
