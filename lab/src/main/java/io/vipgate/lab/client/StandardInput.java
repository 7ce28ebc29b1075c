package io.vipgate.lab.client;

import java.io.IOException;

/** How a client learns that it is to end: its standard input ends, also when the lab is killed. */
final class StandardInput {
  private StandardInput() {}

  static void onEnd(Runnable action) {
    Thread reader =
        new Thread(
            () -> {
              try {
                System.in.transferTo(java.io.OutputStream.nullOutputStream());
              } catch (IOException e) {
                // An input that cannot be read has ended.
              }
              action.run();
            },
            "stdin");
    reader.setDaemon(true);
    reader.start();
  }
}
