package io.vipgate.fuzz;

import static io.vipgate.fuzz.Invariant.require;

import io.vipgate.vrrp.lifeline.Greeting;
import io.vipgate.vrrp.lifeline.GreetingReader;
import io.vipgate.vrrp.lifeline.Happening;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** However a lifeline's bytes are cut, they mean the same, and nothing follows a failure. */
public final class GreetingFuzzer {
  private GreetingFuzzer() {}

  /** The first byte says where to cut what follows. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    int size = data.length - 1;
    int cut = size == 0 ? 0 : (data[0] & 0xff) % (size + 1);
    GreetingReader whole = new GreetingReader();
    @Nullable Happening atOnce = whole.read(ByteBuffer.wrap(data, 1, size));

    GreetingReader pieces = new GreetingReader();
    @Nullable Happening first = pieces.read(ByteBuffer.wrap(data, 1, cut));
    if (first == Happening.FAILED) {
      require(atOnce == Happening.FAILED, "a failure of a part is a failure of the whole");
      return;
    }
    @Nullable Happening second = pieces.read(ByteBuffer.wrap(data, 1 + cut, size - cut));
    @Nullable Happening last = second == null ? first : second;
    if (atOnce != Happening.FAILED && last != Happening.FAILED) {
      require(last == atOnce, "the pieces mean what the whole means");
      @Nullable Greeting greeting = whole.greeting();
      require(
          greeting == null ? pieces.greeting() == null : greeting.equals(pieces.greeting()),
          "the pieces say what the whole says");
    }
  }
}
