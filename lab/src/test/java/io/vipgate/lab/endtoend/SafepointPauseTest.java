package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.EpochTime;
import io.vipgate.lab.Lab;
import io.vipgate.lab.Node;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.observe.VipTimeline;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.tenant.Vipgate;
import io.vipgate.lab.tenant.VipgateRouter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A holder whose JVM stands still, as in a long collection. A heap dump is written at the same kind
 * of safepoint, in which no Java runs; into a pipe that nobody reads, it lasts as long as the test
 * wants it to.
 */
@RequiresRoot
class SafepointPauseTest {
  /** The shortest interval at which a lease is over before a peer takes over. */
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private static final String VIP = "10.8.0.100";
  private static final Duration HAND_OVER = Duration.ofMillis(200);

  @Test
  void aPausedHolderLosesTheVipAndListensBeforeItSpeaks() throws Exception {
    try (Lab lab = Lab.create("pause")) {
      Node preferred = lab.addNode("m1", "eth0", "10.8.0.1/24");
      Node other = lab.addNode("m2", "eth0", "10.8.0.2/24");
      try (VipWatch vip = VipWatch.start(lab, VIP);
          Vipgate first = start(preferred, 100);
          Vipgate second = start(other, 88)) {
        pause(vip, first, second);
        first.stop();
        second.stop();
      }
    }
  }

  private static void pause(VipWatch vip, Vipgate first, Vipgate second) throws Exception {
    vip.awaitOnly(first.node(), Bounds.ELECTION);
    long pausedNs = EpochTime.nowNs();
    try (Pause pause = Pause.of(first)) {
      vip.awaitOnly(second.node(), Bounds.ELECTION);
      VipTimeline paused = vip.timeline().since(pausedNs);
      assertThat(paused.overlaps()).isEmpty();
      assertThat(paused.spans().get(0).length()).as("the lease").isLessThan(Bounds.LEASE);
      pause.end();
    }

    long endedNs = EpochTime.nowNs();
    vip.awaitOnly(first.node(), Bounds.ELECTION);
    VipTimeline ended = vip.timeline().since(endedNs);
    assertThat(ended.longestOverlap()).as("hand-over by preemption").isLessThan(HAND_OVER);
    assertThat(ended.longestGap()).isLessThan(HAND_OVER);
    assertThat(Journal.causes(first))
        .endsWith(
            "was held up for so long that a peer may have taken over",
            "the master has a lower priority than this router");
    assertThat(Journal.causes(second)).contains("the master is silent");
  }

  private static Vipgate start(Node node, int priority) {
    return Vipgate.start(node, VipgateRouter.of("eth0", priority, VIP).inVersion3(INTERVAL).text());
  }

  /** From its beginning on, no Java runs in that process. */
  private record Pause(Path pipe, RandomAccessFile open, Process dump) implements AutoCloseable {
    private static final int DEADLINE_S = 20;

    static Pause of(Vipgate victim) throws Exception {
      Path pipe = victim.node().directory().resolve("dump");
      run(List.of("mkfifo", pipe.toString()));
      // Both ends, so that neither this nor the JVM waits for the other to open it.
      RandomAccessFile open = new RandomAccessFile(pipe.toFile(), "rw");
      Process dump =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(victim.process().pid()),
                  "GC.heap_dump",
                  "-overwrite",
                  "-all",
                  pipe.toString())
              .redirectErrorStream(true)
              .redirectOutput(victim.node().directory().resolve("dump.log").toFile())
              .start();
      return new Pause(pipe, open, dump);
    }

    /** Takes what is written, to its end. */
    void end() throws IOException, InterruptedException {
      Process reader =
          new ProcessBuilder("cat", pipe.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(dump.waitFor(DEADLINE_S, TimeUnit.SECONDS)).as("the dump's end").isTrue();
      open.close();
      assertThat(reader.waitFor(DEADLINE_S, TimeUnit.SECONDS)).as("the pipe's end").isTrue();
      assertThat(dump.exitValue()).isZero();
    }

    private static void run(List<String> command) throws Exception {
      assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Override
    public void close() throws IOException {
      open.close();
      dump.destroyForcibly();
      Files.deleteIfExists(pipe);
    }
  }
}
