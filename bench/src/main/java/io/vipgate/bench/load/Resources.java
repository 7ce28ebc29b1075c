package io.vipgate.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files that go with the benchmark. */
public final class Resources {
  private Resources() {}

  /** The text of a file beside the benchmark's main class. */
  public static String text(String name) {
    try (InputStream stream = Resources.class.getResourceAsStream("/io/vipgate/bench/" + name)) {
      if (stream == null) {
        throw new IllegalArgumentException("resource: value: " + name + " (expected: a file)");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
