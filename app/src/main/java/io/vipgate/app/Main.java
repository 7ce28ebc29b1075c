package io.vipgate.app;

import io.vipgate.app.cli.VipgateCommand;

/** Where the process starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(VipgateCommand.execute(args));
  }
}
