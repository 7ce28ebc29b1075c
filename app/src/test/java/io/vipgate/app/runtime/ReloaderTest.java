package io.vipgate.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.ConfigText;
import io.vipgate.app.config.VipgateConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.reload.Prepared;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloaderTest {
  private static final String CONFIG =
      """
      proxy.api { bind = ["127.0.0.1:6443"], servers { a.address = "127.0.0.2:6443" } }
      """;

  @TempDir private Path directory;
  private final List<String> done = new ArrayList<>();
  private final Journal journal = new Journal(Clock.systemUTC());

  /** A reload's code runs once before it counts, on the thread on which it counts. */
  @Test
  void aRehearsalDoesWhatAReloadDoesAndIsNone() {
    VipgateConfig config = ConfigText.valid(directory, CONFIG);
    Reloader reloader = reloader(config, next -> recorded(next.equals(config)));
    reloader.rehearse();
    assertThat(done)
        .containsExactly("prepared true", "on the control thread", "committed", "settled");
    assertThat(reloader.history().applied()).isZero();
    assertThat(journal.latest(1)).isEmpty();
  }

  @Test
  void aRehearsalThatFailsIsLeftAtThat() {
    Reloader reloader =
        reloader(
            ConfigText.valid(directory, CONFIG),
            next -> {
              throw new IOException("check.ca-file: value: gone (expected: a file)");
            });
    reloader.rehearse();
    assertThat(done).isEmpty();
    assertThat(reloader.history().rejected()).isZero();
  }

  private Reloader reloader(VipgateConfig config, Reloader.Part part) {
    return new Reloader(
        directory.resolve("vipgate.conf"),
        config,
        work -> {
          done.add("on the control thread");
          work.run();
        },
        journal,
        List.of(part),
        Reloader.Listener.NONE);
  }

  private Prepared recorded(boolean current) {
    done.add("prepared " + current);
    return new Prepared() {
      @Override
      public void commit() {
        done.add("committed");
      }

      @Override
      public void settle() {
        done.add("settled");
      }

      @Override
      public void abandon() {
        done.add("abandoned");
      }
    };
  }
}
