package io.vipgate.bench.jmh;

import io.vipgate.app.config.ConfigLoader;
import io.vipgate.app.config.LoadResult;
import io.vipgate.app.config.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A configuration file read and checked, as a reload does. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
public class ConfigBenchmark {
  /** Servers of its one proxy. */
  @Param({"3", "100", "1000"})
  public int servers;

  private Path file;

  @Setup
  public void write() throws IOException {
    file = Files.createTempFile("vipgate", ".conf");
    Files.writeString(
        file,
        """
        proxy.apiserver {
          bind = ["127.0.0.1:8443"]
          servers {
        %s
          }
        }
        """
            .formatted(
                IntStream.range(0, servers)
                    .mapToObj(i -> "s%d.address = \"10.0.%d.%d:6443\"".formatted(i, i >> 8, i & 0xff))
                    .collect(Collectors.joining("\n"))));
  }

  @TearDown
  public void delete() throws IOException {
    Files.delete(file);
  }

  @Benchmark
  public LoadResult load() {
    return ConfigLoader.load(file, Vocabulary.builtIn());
  }
}
