package io.vipgate.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What the build of the app left: its jars, and in some of them the native libraries. */
final class Jars {
  private static final String JFFI_NATIVE = "native.jar";
  private static final String NETTY_NATIVE = "netty-transport-native-epoll";

  /** Not reached: exposition as Protobuf, a fifth of all jars; and percentiles of histograms. */
  private static final List<String> UNUSED =
      List.of("prometheus-metrics-exposition-formats", "HdrHistogram", "jspecify");

  private final Path directory;

  Jars(Path directory) {
    this.directory = directory;
  }

  /** Those with classes, the app's own first: what is looked up by name is found there. */
  List<Path> classPath() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Jars::hasClasses)
          .sorted(Comparator.comparing((Path jar) -> !isApp(jar)).thenComparing(Path::toString))
          .toList();
    }
  }

  private static boolean hasClasses(Path jar) {
    String name = jar.getFileName().toString();
    return !name.endsWith(JFFI_NATIVE)
        && !name.startsWith(NETTY_NATIVE)
        && UNUSED.stream().noneMatch(name::startsWith);
  }

  /** Whether all of its classes are wanted: our own, and those that native code looks up. */
  static boolean isWhole(Path jar) {
    return jar.getFileName()
        .toString()
        .matches("(vipgate|jffi|netty-transport-(classes|native))-.*");
  }

  private static boolean isApp(Path jar) {
    return jar.getFileName().toString().startsWith("vipgate-app");
  }

  byte[] jffiLibrary(Architecture architecture) throws IOException {
    return entry(JFFI_NATIVE, "jni/" + architecture.jffi() + "/libjffi-1.2.so");
  }

  byte[] nettyLibrary(Architecture architecture) throws IOException {
    return entry(
        "linux-" + architecture.netty() + ".jar", "META-INF/native/" + nettyName(architecture));
  }

  static String nettyName(Architecture architecture) {
    return "libnetty_transport_native_epoll_" + architecture.netty() + ".so";
  }

  private byte[] entry(String jarSuffix, String entryName) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      Path jar =
          files
              .filter(file -> file.toString().endsWith(jarSuffix))
              .findFirst()
              .orElseThrow(
                  () -> new IOException("jar: value: none (expected: *" + jarSuffix + ")"));
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        ZipEntry entry = zip.getEntry(entryName);
        if (entry == null) {
          throw new IOException(jar + ": value: no entry (expected: " + entryName + ")");
        }
        try (InputStream in = zip.getInputStream(entry)) {
          return in.readAllBytes();
        }
      }
    }
  }
}
