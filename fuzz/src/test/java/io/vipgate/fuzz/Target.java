package io.vipgate.fuzz;

import io.vipgate.lb.proxy.ClientHelloFuzzer;
import io.vipgate.linux.NetlinkFuzzer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is fuzzed: one line a target. */
enum Target {
  ADVERTISEMENT(AdvertisementFuzzer.class, AdvertisementFuzzer::fuzzerTestOneInput),
  GREETING(GreetingFuzzer.class, GreetingFuzzer::fuzzerTestOneInput),
  NETLINK(NetlinkFuzzer.class, NetlinkFuzzer::fuzzerTestOneInput),
  CLIENT_HELLO(ClientHelloFuzzer.class, ClientHelloFuzzer::fuzzerTestOneInput);

  /** Maven runs tests in the module's directory. */
  private static final Path CORPUS = Path.of("src/test/resources/corpus");

  private final Class<?> fuzzer;

  @SuppressWarnings("ImmutableEnumChecker") // Each is a reference to a static method.
  private final Consumer<byte[]> call;

  Target(Class<?> fuzzer, Consumer<byte[]> call) {
    this.fuzzer = fuzzer;
    this.call = call;
  }

  /** The class that the fuzzer calls. */
  Class<?> fuzzer() {
    return fuzzer;
  }

  void run(byte[] input) {
    call.accept(input);
  }

  /** The directory of the inputs that are kept. */
  Path corpus() {
    return CORPUS.resolve(fuzzer.getSimpleName());
  }

  /** The inputs that are kept. */
  List<Path> inputs() {
    try (Stream<Path> files = Files.list(corpus())) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
