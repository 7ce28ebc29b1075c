package io.vipgate.health.probe;

import static io.vipgate.health.probe.Contract.flapping;
import static io.vipgate.health.probe.Contract.inTime;
import static io.vipgate.health.probe.Contract.now;

import io.vipgate.health.probe.Contract.NotApplicable;
import io.vipgate.health.probe.Contract.Outcome;
import io.vipgate.health.probe.Contract.Situation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The contract of checks by a program. */
final class ProgramContract {
  private ProgramContract() {}

  static Map<Situation, Contract> cases() {
    Map<Situation, Contract> cases = new EnumMap<>(Situation.class);
    Outcome good = new Outcome(Reason.OK, "exit code 0: fine");
    Outcome bad = new Outcome(Reason.PROGRAM, "exit code 1: not fine");
    String killed = "… has not ended within 800 ms, and was killed";
    cases.put(Situation.UP, now(script("echo fine"), good.reason(), good.evidence()));
    cases.put(Situation.DOWN, now(script("echo not fine; exit 1"), bad.reason(), bad.evidence()));
    cases.put(
        Situation.FLAPPING,
        flapping(
            script(
                "if [ -e \"$0.flag\" ]; then rm \"$0.flag\"; echo not fine; exit 1; fi\n"
                    + "touch \"$0.flag\"; echo fine"),
            good,
            bad));
    cases.put(Situation.SLOW, inTime(script("sleep 100"), Reason.TIMEOUT, killed));
    cases.put(Situation.HANGING, inTime(script("trap '' TERM; sleep 100"), Reason.TIMEOUT, killed));
    cases.put(
        Situation.HALF_OPEN, inTime(script("exec >&- 2>&-; sleep 100"), Reason.TIMEOUT, killed));
    cases.put(Situation.RESETTING, now(script("kill -9 $$"), Reason.PROGRAM, "killed by signal 9"));
    cases.put(Situation.WRONG_ANSWER, now(script("exit 42"), Reason.PROGRAM, "exit code 42"));
    NotApplicable own = new NotApplicable("what the program does by TLS is its own business");
    cases.put(Situation.WRONG_CERTIFICATE, own);
    cases.put(Situation.EXPIRED_CERTIFICATE, own);
    cases.put(
        Situation.HUGE_ANSWER,
        now(script("head -c 5000000 /dev/zero | tr '\\0' x"), Reason.OK, "exit code 0: …"));
    cases.put(Situation.NEVER_ENDING_ANSWER, inTime(script("yes"), Reason.TIMEOUT, killed));
    return cases;
  }

  private static Contract.RigMaker script(String text) {
    return () -> new ProgramRig(text);
  }

  /** A script in a directory of its own. */
  private static final class ProgramRig implements Contract.Rig {
    private final Path directory;
    private final Path script;

    ProgramRig(String text) throws IOException {
      directory = Files.createTempDirectory("check");
      script = Files.writeString(directory.resolve("check.sh"), "#!/bin/sh\n" + text + "\n");
      assertExecutable();
    }

    private void assertExecutable() {
      if (!script.toFile().setExecutable(true)) {
        throw new IllegalStateException(script + " cannot be made executable");
      }
    }

    @Override
    public InetSocketAddress address() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public ProbeSettings settings() {
      return ProbeSettings.DEFAULT.with(
          new ProgramSettings(
              List.of(script.toString()), null, Map.of("PATH", "/usr/bin:/bin"), "p/s"));
    }

    @Override
    public void close() throws IOException {
      try (var files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
    }
  }
}
