package io.vipgate.lb.proxy;

import java.io.IOException;

/** Gives a pipe(7) of the kernel its size, for which the native transport has no call. */
@FunctionalInterface
public interface PipeSizing {
  /** Leaves pipes as the kernel makes them: 64 KiB, of which bulk transfers have little. */
  PipeSizing AS_MADE = (descriptor, bytes) -> {};

  /**
   * As {@code F_SETPIPE_SZ} of fcntl(2).
   *
   * @param descriptor one of the pipe's two
   * @param bytes more than 0
   * @throws IOException if the kernel allows no such size, because of {@code
   *     /proc/sys/fs/pipe-max-size} or of what all pipes of the user hold; the pipe stays as it was
   */
  void resize(int descriptor, int bytes) throws IOException;
}
