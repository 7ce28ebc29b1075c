package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a thread of its own, which ends with the test. */
class AffinityTest {
  private static final String ALLOWED = "Cpus_allowed:\t";
  private static final int HEXADECIMAL = 16;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @AfterEach
  void end() {
    thread.shutdownNow();
  }

  @Test
  void isWhatTheKernelTellsOfTheThread() throws Exception {
    assertThat(there(Affinity::ofCallingThread).count())
        .isEqualTo(there(AffinityTest::allowed))
        .isPositive();
  }

  @Test
  void theCallingThreadAloneIsMovedAndBack() throws Exception {
    Affinity all = there(Affinity::ofCallingThread);
    for (int i = 0; i < all.count(); i++) {
      Affinity one = all.only(i);
      there(() -> applied(one));
      assertThat(there(Affinity::ofCallingThread)).isEqualTo(one).hasToString(one.toString());
      assertThat(there(AffinityTest::allowed)).isEqualTo(1);
      assertThat(Affinity.ofCallingThread()).isEqualTo(all);
    }
    there(() -> applied(all));
    assertThat(there(Affinity::ofCallingThread)).isEqualTo(all).hasSameHashCodeAs(all);
  }

  @Test
  void eachProcessorIsAnotherOne() throws Exception {
    Affinity all = Affinity.ofCallingThread();
    for (int i = 1; i < all.count(); i++) {
      assertThat(all.only(i)).isNotEqualTo(all.only(i - 1));
    }
  }

  private <T> T there(Callable<T> call) throws Exception {
    return thread.submit(call).get();
  }

  private static boolean applied(Affinity affinity) throws NativeException {
    affinity.apply();
    return true;
  }

  /** The mask of proc_pid_status(5), with a comma behind each 32 bits. */
  private static int allowed() throws Exception {
    return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
        .filter(line -> line.startsWith(ALLOWED))
        .flatMap(line -> Arrays.stream(line.substring(ALLOWED.length()).split(",")))
        .mapToInt(word -> Long.bitCount(Long.parseLong(word, HEXADECIMAL)))
        .sum();
  }
}
