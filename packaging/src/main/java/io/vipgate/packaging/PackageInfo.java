package io.vipgate.packaging;

import java.time.Instant;

/**
 * What a package says of itself.
 *
 * @param name the package's
 * @param version as Maven has it
 * @param withRuntime whether it brings its own Java
 * @param time of all that is in it
 */
record PackageInfo(
    String name, String version, Architecture architecture, boolean withRuntime, Instant time) {
  static final String MAINTAINER = "vipgate developers <vipgate@users.noreply.github.com>";
  static final String SUMMARY = "control-plane endpoint of a Kubernetes cluster";
  static final String LICENSE = "Apache-2.0";
  static final String RELEASE = "1";

  private static final String SNAPSHOT = "-SNAPSHOT";

  /** The one with a Java runtime of its own. */
  static PackageInfo self(String version, Architecture architecture, Instant time) {
    return new PackageInfo("vipgate", version, architecture, true, time);
  }

  /** The one that runs on the system's Java, of any architecture: it has natives, but no JVM. */
  PackageInfo withoutRuntime(Architecture architecture) {
    return new PackageInfo(name + "-nojre", version, architecture, false, time);
  }

  /** A tilde sorts before the release that it leads to; the same in RPM. */
  String debVersion() {
    return version.endsWith(SNAPSHOT)
        ? version.substring(0, version.length() - SNAPSHOT.length()) + "~SNAPSHOT"
        : version;
  }

  String debDepends() {
    String java =
        withRuntime
            ? "libc6 (>= 2.34), libgcc-s1, libstdc++6, zlib1g"
            : "libc6 (>= 2.34), openjdk-17-jre-headless | java17-runtime-headless";
    return java + ", systemd | systemd-standalone-sysusers";
  }

  String debConflicts() {
    String other = withRuntime ? "vipgate-nojre" : "vipgate";
    String provides = withRuntime ? "" : "Provides: vipgate\n";
    return provides + "Conflicts: " + other + "\nReplaces: " + other + "\n";
  }

  String description() {
    return """
        One process in place of keepalived and haproxy. On masters it holds a virtual
        IP address by VRRP and balances connections to it over every ready apiserver;
        on workers it is a local proxy to them.

        It needs no API server, no etcd and no credentials: it works before the
        cluster is there, and while it is down.%s"""
        .formatted(withRuntime ? "" : "\n\nThis one runs on the Java of the distribution.");
  }
}
