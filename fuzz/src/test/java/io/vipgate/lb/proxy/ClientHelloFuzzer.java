package io.vipgate.lb.proxy;

import static io.vipgate.fuzz.Invariant.require;

/** What may be shown to a second server may be so in part as well. */
public final class ClientHelloFuzzer {
  private ClientHelloFuzzer() {}

  public static void fuzzerTestOneInput(byte[] data) {
    ClientHello.Verdict whole = ClientHello.inspect(data, data.length);
    if (!whole.isReplayable()) {
      return;
    }
    for (int length = 0; length < data.length; length++) {
      require(
          ClientHello.inspect(data, length).isReplayable(),
          "each beginning of a ClientHello is one, too");
    }
  }
}
