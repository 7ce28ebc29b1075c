package io.vipgate.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.linux.Affinity;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a thread of its own, which ends with the test. */
class RelayThreadsTest {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @AfterEach
  void end() {
    thread.shutdownNow();
  }

  @Test
  void thereAreAsManyAsProcessorsAndTwoAtMost() throws Exception {
    assertThat(new RelayThreads(1).count()).isEqualTo(1);
    assertThat(new RelayThreads(2).count()).isEqualTo(2);
    assertThat(new RelayThreads(64).count()).isEqualTo(2);
    assertThat(RelayThreads.ofThisProcess().count()).isBetween(1, 2);
  }

  @Test
  void aBusyOneKeepsToAProcessorWhereThereIsOneForEach() throws Exception {
    Affinity all = Affinity.ofCallingThread();
    RelayThreads threads = RelayThreads.ofThisProcess();
    boolean oneForEach = all.count() == 2;
    for (int i = 0; i < threads.count(); i++) {
      int number = i;
      there(
          () -> {
            threads.forThroughput(number);
            return true;
          });
      assertThat(there(Affinity::ofCallingThread)).isEqualTo(oneForEach ? all.only(i) : all);
      there(
          () -> {
            threads.asBefore();
            return true;
          });
      assertThat(there(Affinity::ofCallingThread)).isEqualTo(all);
    }
  }

  @Test
  void theirTimeIsThatOfTheThreadThatAsks() throws Exception {
    RelayThreads threads = RelayThreads.ofThisProcess();
    assertThat(threads.cpuNs()).as("before the rehearsal").isZero();
    threads.rehearse();
    long here = threads.cpuNs();
    assertThat(there(threads::cpuNs)).isLessThan(here);
  }

  private <T> T there(Callable<T> call) throws Exception {
    return thread.submit(call).get();
  }
}
