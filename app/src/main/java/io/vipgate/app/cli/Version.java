package io.vipgate.app.cli;

import picocli.CommandLine.IVersionProvider;

/** The version, which Maven writes into the jar's manifest. */
final class Version implements IVersionProvider {

  /** {@code dev} when run from classes that were never packaged. */
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"vipgate " + text()};
  }
}
