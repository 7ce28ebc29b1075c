package io.vipgate.app.notify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line for each news into a named pipe. It is open for reading as well: so it opens
 * without a reader, and lines wait for one as long as the pipe has room.
 */
final class Fifo implements Courier.Receiver<RoleNews> {
  private final Path path;
  private @Nullable FileChannel pipe;

  Fifo(Path path) {
    this.path = path;
  }

  @Override
  public void receive(RoleNews news) throws IOException, InterruptedException {
    FileChannel open = pipe == null ? open() : pipe;
    pipe = open;
    ByteBuffer line = ByteBuffer.wrap(news.line().getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      open.write(line);
    }
  }

  private FileChannel open() throws IOException, InterruptedException {
    if (Files.notExists(path)) {
      // POSIX has it, the JDK does not, and it is done once.
      int status =
          new ProcessBuilder("/usr/bin/mkfifo", "-m", "0600", path.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (status != 0) {
        throw new IOException("mkfifo " + path + ": exit status " + status);
      }
    }
    if (Files.isRegularFile(path)) {
      throw new IOException("fifo: value: " + path + " (expected: a named pipe, not a file)");
    }
    return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }
}
