package io.vipgate.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the lab needs of the machine. Run as a program, it prints the missing Debian packages. */
public final class Requirements {
  private static final Path SUPERUSER_MARK = Path.of("/proc/self");
  private static final int SUPERUSER = 0;

  /**
   * A program that the lab runs.
   *
   * @param program its file name
   * @param debianPackage the package of Debian 12 that brings it
   */
  public record Tool(String program, String debianPackage) {}

  /** All of them. */
  public static final List<Tool> TOOLS =
      List.of(
          new Tool("ip", "iproute2"),
          new Tool("bridge", "iproute2"),
          new Tool("tc", "iproute2"),
          new Tool("ss", "iproute2"),
          new Tool("mount", "mount"),
          new Tool("openssl", "openssl"),
          new Tool("curl", "curl"),
          new Tool("nginx", "nginx-light"),
          new Tool("keepalived", "keepalived"),
          new Tool("haproxy", "haproxy"),
          new Tool("vtysh", "frr"),
          new Tool("tcpdump", "tcpdump"),
          new Tool("tshark", "tshark"),
          new Tool("kubectl", "kubernetes-client"));

  private static final List<Path> BESIDES_PATH =
      List.of(Path.of("/usr/sbin"), Path.of("/sbin"), Path.of("/usr/bin"), Path.of("/bin"));

  private Requirements() {}

  /** Whether this process may make a lab. */
  public static boolean isRoot() {
    try {
      return Files.getAttribute(SUPERUSER_MARK, "unix:uid").equals(SUPERUSER);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The tools that are not installed. */
  public static List<Tool> missing() {
    return TOOLS.stream().filter(tool -> !isInstalled(tool.program())).toList();
  }

  private static boolean isInstalled(String program) {
    return searchPath().anyMatch(directory -> Files.isExecutable(directory.resolve(program)));
  }

  private static Stream<Path> searchPath() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(":")).map(Path::of), BESIDES_PATH.stream());
  }

  /** Prints the packages to install, one a line, each once; nothing if all is there. */
  public static void main(String[] arguments) {
    missing().stream().map(Tool::debianPackage).distinct().forEach(System.out::println);
  }
}
