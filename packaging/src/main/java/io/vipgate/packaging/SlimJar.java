package io.vipgate.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * A jar without what only a debugger, a compiler or another program would use: parts of its classes
 * ({@link SlimClass}), the build's own files, and classes that nothing here reaches.
 *
 * <p>It counts twice: on the disk, and in the archive of classes that is mapped into memory.
 */
final class SlimJar {
  private static final List<String> UNUSED =
      List.of(
          "META-INF/maven/",
          "META-INF/native-image/",
          "META-INF/proguard/",
          "io/netty/channel/socket/oio/",
          "io/netty/channel/oio/",
          "io/netty/handler/codec/compression/",
          "io/netty/handler/codec/http/cors/",
          "io/netty/handler/codec/http/multipart/",
          "io/netty/handler/codec/http/websocketx/",
          "io/netty/handler/codec/rtsp/",
          "io/netty/handler/codec/spdy/",
          "io/netty/handler/pcap/",
          "io/netty/handler/traffic/");

  private static final String OURS = "io/vipgate/";

  /** Meters of other libraries, all but the JVM's. */
  private static final Pattern UNUSED_BINDERS =
      Pattern.compile("io/micrometer/core/instrument/binder/(?!jvm/)[a-z].*");

  private SlimJar() {}

  /**
   * The jar without them.
   *
   * @param reachable the names of the classes that may be needed
   */
  static byte[] of(Path jar, Set<String> reachable, Instant time) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipFile in = new ZipFile(jar.toFile());
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.setLevel(Deflater.BEST_COMPRESSION);
      List<? extends ZipEntry> entries = Collections.list(in.entries());
      entries.sort(Comparator.comparing(SlimJar::order));
      for (ZipEntry entry : entries) {
        if (isUsed(entry.getName(), reachable)) {
          ZipEntry copy = new ZipEntry(entry.getName());
          copy.setTime(time.toEpochMilli());
          out.putNextEntry(copy);
          try (InputStream content = in.getInputStream(entry)) {
            out.write(slim(entry.getName(), content.readAllBytes()));
          }
          out.closeEntry();
        }
      }
    }
    return bytes.toByteArray();
  }

  /** The manifest is looked for at the beginning. */
  private static String order(ZipEntry entry) {
    return entry.getName().startsWith("META-INF/MANIFEST.MF") ? "" : entry.getName();
  }

  private static boolean isUsed(String name, Set<String> reachable) {
    return !name.endsWith("/")
        && (name.endsWith(".class") ? reachable.contains(name) : !isCut(name));
  }

  /** Whether an entry is left out even if something refers to it. */
  static boolean isCut(String name) {
    return UNUSED.stream().anyMatch(name::startsWith) || UNUSED_BINDERS.matcher(name).matches();
  }

  private static byte[] slim(String name, byte[] content) {
    if (!name.endsWith(".class") || name.endsWith("-info.class")) {
      return content;
    }
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(content)
        .accept(name.startsWith(OURS) ? new SlimClass(writer) : new SlimForeignClass(writer), 0);
    return writer.toByteArray();
  }
}
