package io.vipgate.health.probe;

import io.vipgate.health.probe.Contract.Outcome;
import io.vipgate.health.probe.Contract.Situation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The contract of each type of check. */
final class Contracts {
  private Contracts() {}

  static Map<Situation, Contract> of(ProbeType type) {
    return switch (type) {
      case ICMP -> IcmpContract.cases();
      case TCP -> TcpContract.cases();
      case SEND_EXPECT ->
          LineContract.lines(
              ProbeSettings.DEFAULT.with(
                  new DialogSettings(new Payload("PING\r\n"), new BytePattern("+PONG"))),
              "+PONG\r\n",
              "answered, with +PONG",
              "-ERR\r\n",
              new Outcome(Reason.BAD_ANSWER, "answered, but the answer is …-ERR…PONG…"));
      case AGENT ->
          LineContract.lines(
              ProbeSettings.DEFAULT.with(new DialogSettings(new Payload("hello\n"), null)),
              "up 75%\n",
              "the agent says \"up 75%\"",
              "down # disk full\n",
              new Outcome(Reason.STATUS, "the agent says \"down # disk full\""));
      case UDP -> DatagramContract.udp();
      case TLS -> TlsContract.cases();
      case HTTP -> HttpContract.cases(null, Rigs.TRUSTING);
      case HTTPS -> HttpContract.cases(Pki.SERVER, Rigs.TRUSTING);
      case GRPC -> GrpcContract.cases(null);
      case GRPCS -> GrpcContract.cases(Pki.SERVER);
      case DNS -> DatagramContract.dns();
      case EXEC -> ProgramContract.cases();
      case ALL_OF, ANY_OF -> combined();
    };
  }

  /** Of a single member: whatever that one says. What several make of it has a test of its own. */
  private static Map<Situation, Contract> combined() {
    Map<Situation, Contract> cases = new EnumMap<>(Situation.class);
    HttpContract.cases(Pki.SERVER, Rigs.TRUSTING)
        .forEach((situation, contract) -> cases.put(situation, asMember(contract)));
    return cases;
  }

  private static Contract asMember(Contract contract) {
    if (!(contract instanceof Contract.Case tested)) {
      return contract;
    }
    List<Outcome> outcomes =
        tested.outcomes().stream()
            .map(outcome -> new Outcome(outcome.reason(), "api: " + outcome.evidence()))
            .toList();
    return new Contract.Case(() -> new MemberRig(tested.rig().open()), tested.timeout(), outcomes);
  }
}
