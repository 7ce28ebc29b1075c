package io.vipgate.packaging;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Writes an OCI image as a tar file. There is nothing below it: no shell, no package manager, only
 * the runtime, vipgate and the libraries of C that the runtime is linked with.
 */
final class ContainerImage {
  /** What the JVM's libraries need; the loader has a fixed place, the others are found by it. */
  private static final List<String> LIBRARIES =
      List.of(
          "libc.so.6",
          "libm.so.6",
          "libdl.so.2",
          "libpthread.so.0",
          "librt.so.1",
          "libgcc_s.so.1",
          "libstdc++.so.6",
          "libz.so.1");

  private static final List<String> OPTIONS =
      List.of(Contents.HOME + "/runtime/bin/java", "@launch.options", "io.vipgate.app.Main");

  private final PackageInfo info;

  ContainerImage(PackageInfo info) {
    this.info = info;
  }

  Path write(Contents contents, Tree scratch, Path directory)
      throws IOException, InterruptedException {
    Path tar =
        directory.resolve(
            "vipgate-%s-oci-%s.tar".formatted(info.version(), info.architecture().deb()));
    Files.deleteIfExists(tar);
    try {
      Jib.fromScratch()
          .setPlatforms(Set.of(new Platform(info.architecture().deb(), "linux")))
          .setFormat(ImageFormat.OCI)
          .setCreationTime(info.time())
          .addFileEntriesLayer(system(scratch))
          .addFileEntriesLayer(layer("vipgate", contents))
          .setWorkingDirectory(AbsoluteUnixPath.get(Contents.HOME))
          .setEntrypoint(OPTIONS)
          .setProgramArguments("run", "--config", "/etc/vipgate/vipgate.conf")
          .addLabel("org.opencontainers.image.title", "vipgate")
          .addLabel("org.opencontainers.image.version", info.version())
          .addLabel("org.opencontainers.image.licenses", PackageInfo.LICENSE)
          .containerize(
              Containerizer.to(
                      TarImage.at(tar).named(ImageReference.of(null, "vipgate", info.version())))
                  .setOfflineMode(true)
                  .setBaseImageLayersCache(scratch.resolve("jib/base"))
                  .setApplicationLayersCache(scratch.resolve("jib/app")));
    } catch (InterruptedException | IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("image: " + e.getMessage(), e);
    }
    return tar;
  }

  private FileEntriesLayer layer(String name, Contents contents) throws IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
    for (PackagedFile file : contents.all()) {
      Path source = file.source();
      if (source != null) {
        layer.addEntry(
            source,
            AbsoluteUnixPath.get(file.path()),
            FilePermissions.fromOctalString(Integer.toOctalString(file.mode())),
            info.time());
      }
    }
    return layer.build();
  }

  private FileEntriesLayer system(Tree scratch) throws IOException {
    Contents system = new Contents();
    String loader =
        info.architecture() == Architecture.AMD64
            ? "/lib64/ld-linux-x86-64.so.2"
            : "/lib/ld-linux-aarch64.so.1";
    system.add(PackagedFile.program(loader, Path.of(loader).toRealPath()));
    for (String library : LIBRARIES) {
      String path = "/lib/" + info.architecture().multiarch() + "/" + library;
      system.add(PackagedFile.file(path, Path.of(path).toRealPath()));
    }
    Path passwd = scratch.write("etc/passwd", "root:x:0:0:root:/:/nonexistent\n");
    system.add(PackagedFile.file("/etc/passwd", passwd));
    return layer("system", system);
  }
}
