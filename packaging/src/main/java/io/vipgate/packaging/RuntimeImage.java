package io.vipgate.packaging;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The Java runtime of the packages: the modules that vipgate needs, of the JDK that runs this. */
final class RuntimeImage {
  /**
   * Beside java.base: Unsafe for Netty, elliptic curves for TLS (until JDK 21 apart),
   * java.util.logging for Prometheus' client, and the JVM's own figures for its metrics.
   */
  private static final String MODULES =
      "java.base,jdk.unsupported,jdk.crypto.ec,java.logging,java.management";

  /** Messages in other languages, other scripts' encodings and names, and keytool. */
  private static final String EXCLUDED =
      String.join(
          ",",
          "regex:.*_(de|es|fr|it|ja|ko|pt_BR|sv|zh_CN|zh_HK|zh_TW)\\.(class|properties)",
          "regex:/java.base/sun/nio/cs/(IBM|MS|ISO_8859_[2-9]|ISO_8859_1[0-9]|KOI8|HKSCS).*",
          "regex:/java.base/sun/nio/cs/(GB|EUC_|Big5|SJIS|JIS|PCK|DoubleByte|Johab).*",
          "regex:/java.base/sun/security/tools/keytool/(Main|Resources).*",
          "regex:/java.base/java/lang/uniName.dat");

  /** The licences are in the package's copyright file; a store of CAs is not used. */
  private static final List<String> UNUSED =
      List.of(
          "legal",
          "bin/keytool",
          "lib/classlist",
          "lib/jexec",
          "lib/jrt-fs.jar",
          "lib/libjsig.so",
          "lib/server/libjsig.so",
          "lib/security/cacerts",
          "lib/security/public_suffix_list.dat");

  private RuntimeImage() {}

  /** Makes it in a directory that does not exist yet. */
  static void create(Path directory) throws IOException {
    ToolProvider jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(
                () -> new IOException("jlink: value: missing (expected: a JDK with its jmods)"));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int exit =
        jlink.run(
            out,
            out,
            "--add-modules",
            MODULES,
            "--compress",
            Runtime.version().feature() >= 21 ? "zip-6" : "2",
            "--strip-java-debug-attributes",
            "--exclude-resources",
            EXCLUDED,
            "--no-header-files",
            "--no-man-pages",
            "--output",
            directory.toString());
    if (exit != 0) {
      throw new IOException("jlink: value: exit code " + exit + " (expected: 0):\n" + said);
    }
    for (String unused : UNUSED) {
      delete(directory.resolve(unused));
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(file, StrippedElf.of(Files.readAllBytes(file)));
      }
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> below = Files.walk(path)) {
      for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
