package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** On a thread of its own, which ends with the test; what is refused is in UnprivilegedTest. */
class SchedulingTest {
  @Test
  @NeedsRoot
  void theCallingThreadAloneBecomesRealtime() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      assertThat(thread.submit(Scheduling::isRealtime).get()).isFalse();
      thread
          .submit(
              () -> {
                Scheduling.becomeRealtime(1);
                return true;
              })
          .get();
      assertThat(thread.submit(Scheduling::isRealtime).get()).isTrue();
      assertThat(Scheduling.isRealtime()).isFalse();
    } finally {
      thread.shutdownNow();
    }
  }
}
