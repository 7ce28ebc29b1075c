package io.vipgate.packaging;

import java.util.Arrays;

/**
 * A machine that packages are made for. Those with a runtime are for the one whose JDK runs this;
 * those without, for all.
 */
enum Architecture {
  AMD64("amd64", "x86_64", "amd64", "x86_64-Linux", "x86_64", "x86_64-linux-gnu"),
  ARM64("aarch64", "aarch64", "arm64", "aarch64-Linux", "aarch_64", "aarch64-linux-gnu");

  private final String osArch;
  private final String rpm;
  private final String deb;
  private final String jffi;
  private final String netty;
  private final String multiarch;

  Architecture(String osArch, String rpm, String deb, String jffi, String netty, String multiarch) {
    this.osArch = osArch;
    this.rpm = rpm;
    this.deb = deb;
    this.jffi = jffi;
    this.netty = netty;
    this.multiarch = multiarch;
  }

  /** The one that this JVM runs on, and that the runtime image is for. */
  static Architecture current() {
    String name = System.getProperty("os.arch");
    return Arrays.stream(values())
        .filter(architecture -> architecture.osArch.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "os.arch: value: " + name + " (expected: amd64 or aarch64)"));
  }

  /** What RPM calls it. */
  String rpm() {
    return rpm;
  }

  /** What Debian calls it, and OCI with it. */
  String deb() {
    return deb;
  }

  /** The directory of its library in jffi's jar. */
  String jffi() {
    return jffi;
  }

  /** How Netty's native library is named for it. */
  String netty() {
    return netty;
  }

  /** Where Debian has its libraries, below {@code /lib}. */
  String multiarch() {
    return multiarch;
  }
}
