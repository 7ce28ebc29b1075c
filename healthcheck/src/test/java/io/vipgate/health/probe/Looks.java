package io.vipgate.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs probes, and holds them to their promise: exactly one result, in time, on the loop's thread.
 */
class Looks implements AutoCloseable {
  private static final int SPOILT_LOOKS = 20;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  final EventLoop loop = group.next();

  /**
   * One look, and nothing is kept for another. A look that a busy machine spoils is no verdict, and
   * another one is taken, as the checker would.
   */
  ProbeResult look(ProbeSpec spec) throws InterruptedException {
    ProbeResult result = freshLook(spec);
    for (int i = 0; i < SPOILT_LOOKS && isSpoilt(result); i++) {
      result = freshLook(spec);
    }
    return result;
  }

  /** Whether this process was paused: no verdict. */
  static boolean isSpoilt(ProbeResult result) {
    return result.evidence().startsWith("this process was paused");
  }

  private ProbeResult freshLook(ProbeSpec spec) throws InterruptedException {
    Probe probe = spec.newProbe();
    try {
      return look(spec, probe);
    } finally {
      loop.execute(probe::close);
    }
  }

  ProbeResult look(ProbeSpec spec, Probe probe) throws InterruptedException {
    LinkedBlockingQueue<ProbeResult> results = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<Boolean> onLoop = new LinkedBlockingQueue<>();
    loop.execute(
        () ->
            probe.start(
                loop,
                result -> {
                  onLoop.add(loop.inEventLoop());
                  results.add(result);
                }));
    ProbeResult result =
        results.poll(spec.timeoutNs() + TimeUnit.SECONDS.toNanos(5), TimeUnit.NANOSECONDS);
    assertThat(result).as("result of %s", spec).isNotNull();
    assertThat(onLoop).containsOnly(true);
    assertThat(results).as("further results").isEmpty();
    return result;
  }

  /** How many sockets this process has. */
  static long openSockets() {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(Looks::isSocket).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
