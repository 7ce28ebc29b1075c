package io.vipgate.health.probe;

import java.io.Closeable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a type of check says of a server in one situation. */
sealed interface Contract {

  /** In which a server can be. */
  enum Situation {
    UP,
    DOWN,
    FLAPPING,
    /** Begins an answer, or lives in another way, and is not done in time. */
    SLOW,
    /** The kernel accepts, and the process does nothing. */
    HANGING,
    /** Ends its side at once, and leaves ours open. */
    HALF_OPEN,
    RESETTING,
    WRONG_ANSWER,
    WRONG_CERTIFICATE,
    EXPIRED_CERTIFICATE,
    HUGE_ANSWER,
    NEVER_ENDING_ANSWER;

    /** For people. */
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  NotApplicable NO_TLS = new NotApplicable("it speaks no TLS");
  NotApplicable NO_CONNECTION = new NotApplicable("it has no connection");
  String REFUSED = "connect refused";
  String TOO_LARGE = "answer over 65536 bytes (expected: at most that)";

  /** Long enough for a slow machine where an answer comes, short where time has to run out. */
  Duration PATIENT = Duration.ofSeconds(10);

  Duration BRIEF = Duration.ofMillis(800);

  /**
   * Tested.
   *
   * @param outcomes of one look after the other
   */
  record Case(RigMaker rig, Duration timeout, List<Outcome> outcomes) implements Contract {}

  /** The situation cannot arise. */
  record NotApplicable(String why) implements Contract {}

  /**
   * What a look is to find.
   *
   * @param evidence what {@code status} and {@code explain} print; … stands for anything
   */
  record Outcome(Reason reason, String evidence) {

    /** As a regular expression. */
    String pattern() {
      return Arrays.stream(evidence.split("…", -1))
          .map(Pattern::quote)
          .collect(Collectors.joining(".*", "(?s)", ""));
    }
  }

  /** Sets a server up. */
  interface RigMaker {
    Rig open() throws Exception;
  }

  /** A server in its situation. */
  interface Rig extends Closeable {
    InetSocketAddress address();

    default ProbeSettings settings() {
      return ProbeSettings.DEFAULT;
    }

    default ProbeSpec spec(ProbeType type, Duration timeout) {
      return new ProbeSpec(type, address(), timeout.toNanos(), settings());
    }

    default Means means() {
      return Means.NONE;
    }

    /** Called before each look, the first is 1. */
    default void before(int look) throws Exception {}
  }

  static Contract now(RigMaker rig, Reason reason, String evidence) {
    return new Case(rig, PATIENT, List.of(new Outcome(reason, evidence)));
  }

  static Contract inTime(RigMaker rig, Reason reason, String evidence) {
    return new Case(rig, BRIEF, List.of(new Outcome(reason, evidence)));
  }

  static Contract flapping(RigMaker rig, Outcome good, Outcome bad) {
    return new Case(rig, PATIENT, List.of(good, bad, good, bad));
  }
}
