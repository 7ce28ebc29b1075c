package io.vipgate.app.cli;

/** What scripts can rely on. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int WRONG_CONFIG = 2;

  private ExitCode() {}
}
