package io.vipgate.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Makes everything that is released, and a file with the checksums. */
public final class Release {
  private static final String EPOCH_VARIABLE = "SOURCE_DATE_EPOCH";

  private final Path project;
  private final Path output;
  private final PackageInfo info;

  private Release(Path project, Path output, PackageInfo info) {
    this.project = project;
    this.output = output;
    this.info = info;
  }

  /**
   * Makes it all.
   *
   * @param args the project's directory, where to write, the version, and the time that all files
   *     get (ISO 8601), unless SOURCE_DATE_EPOCH says otherwise
   */
  public static void main(String[] args) throws Exception {
    Instant time = time(System.getenv(), args[3]);
    PackageInfo info = PackageInfo.self(args[2], Architecture.current(), time);
    List<Path> made = new Release(Path.of(args[0]), Path.of(args[1]), info).make();
    for (Path file : made) {
      System.out.printf("%s: %.1f MiB%n", file.getFileName(), Files.size(file) / 1048576.0);
    }
  }

  static Instant time(Map<String, String> environment, String otherwise) {
    String epoch = environment.get(EPOCH_VARIABLE);
    return epoch == null ? Instant.parse(otherwise) : Instant.ofEpochSecond(Long.parseLong(epoch));
  }

  private List<Path> make() throws IOException, InterruptedException {
    Tree home = Tree.create(output.resolve("home"), info.time());
    Tree tree = Tree.create(output.resolve("around"), info.time());
    Tree scratch = Tree.create(output.resolve("scratch"), info.time());
    Path release = Files.createDirectories(output.resolve("release"));
    try (var old = Files.list(release)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    Staging staging = new Staging(project, tree, info);
    staging.home(home, scratch);
    Contents full = staging.withRuntime(home);
    Path debian = project.resolve("packaging/src/main/files/debian");
    Path rpm = project.resolve("packaging/src/main/files/rpm");

    List<Path> made = new ArrayList<>();
    Contents installed = staging.around(full, info);
    made.add(new DebPackage(info, debian).write(installed, scratch, release));
    made.add(new RpmPackage(info, rpm).write(installed, release));
    made.add(new ContainerImage(info).write(full, scratch, release));
    for (Architecture architecture : Architecture.values()) {
      Tree natives = Tree.create(output.resolve("natives-" + architecture.deb()), info.time());
      staging.natives(natives, architecture);
      PackageInfo nojre = info.withoutRuntime(architecture);
      Contents thin = staging.around(staging.withoutRuntime(home, natives), nojre);
      made.add(new DebPackage(nojre, debian).write(thin, scratch, release));
      made.add(new RpmPackage(nojre, rpm).write(thin, release));
    }
    made.add(Files.copy(staging.sbom(), release.resolve("vipgate-sbom.json")));
    made.add(checksums(made, release));
    return made;
  }

  /** As sha256sum(1) reads them. */
  private static Path checksums(List<Path> made, Path release) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : made) {
      text.append(sha256(file)).append("  ").append(file.getFileName()).append('\n');
    }
    return Files.writeString(release.resolve("SHA256SUMS"), text);
  }

  static String sha256(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: value: missing (expected: every JDK has it)", e);
    }
  }
}
