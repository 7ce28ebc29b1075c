package io.vipgate.health.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a file is another one than before: rewritten, replaced by a rename, or reached by a
 * symbolic link that was turned, as kubelet and projected volumes do. Looks at its attributes only.
 */
final class WatchedFile {
  private final Path path;
  private @Nullable Stamp seen;

  WatchedFile(Path path) {
    this.path = path;
  }

  private record Stamp(long modifiedNs, long size, Object key) {
    static Stamp of(Path path) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      Object key = attributes.fileKey();
      return new Stamp(
          attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS),
          attributes.size(),
          key == null ? "" : key);
    }
  }

  Path path() {
    return path;
  }

  /**
   * Whether it changed since this was last asked and answered; true the first time.
   *
   * @throws IOException if it cannot be looked at
   */
  boolean changed() throws IOException {
    Stamp now = Stamp.of(path);
    boolean changed = !now.equals(seen);
    seen = now;
    return changed;
  }

  /** Has the next question answered with true: what was read was not usable. */
  void forget() {
    seen = null;
  }
}
