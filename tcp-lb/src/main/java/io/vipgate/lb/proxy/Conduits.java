package io.vipgate.lb.proxy;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link Conduit}s of a loop. A transfer that flows needs one for the length of a system call;
 * one whose receiver is slower than its sender keeps it, and what it holds is the kernel's memory.
 * So there are few, and who gets none copies (decision record 0046).
 */
final class Conduits {
  /** Of one, in bytes: 256 pages, each with a packet or a part of one. */
  static final int CAPACITY = 1024 * 1024;

  /** How many there are at most, those that nobody uses included: two descriptors each. */
  static final int LIMIT = 16;

  private static final Logger log = LoggerFactory.getLogger(Conduits.class);

  private final PipeSizing sizing;
  private final ArrayDeque<Conduit> idle = new ArrayDeque<>();
  private int opened;
  private boolean refused;

  Conduits(PipeSizing sizing) {
    this.sizing = sizing;
  }

  /** An empty one, or null if all are in use or no more can be had. */
  @Nullable Conduit take() {
    Conduit conduit = idle.pollFirst();
    return conduit != null || refused || opened == LIMIT ? conduit : open();
  }

  /**
   * Whether an attempt failed since this process may not splice at all, and not since a peer is
   * gone: a filter of system calls, or a sandbox that has none. Nobody gets a conduit from then on.
   */
  boolean areRefusedBy(IOException failure) {
    int errno = Errno.of(failure);
    if (errno != Errno.EPERM && errno != Errno.EINVAL && errno != Errno.ENOSYS) {
      return false;
    }
    refused = true;
    idle.forEach(Conduit::close);
    opened -= idle.size();
    idle.clear();
    log.info("bulk transfers are copied: {}", String.valueOf(failure.getMessage()));
    return true;
  }

  /** It is not needed any more; one that holds something still is no good to anybody else. */
  void giveBack(Conduit conduit) {
    if (conduit.size() == 0) {
      idle.addFirst(conduit);
    } else {
      opened--;
      conduit.close();
    }
  }

  /** How many are open, in use or not. */
  int opened() {
    return opened;
  }

  private @Nullable Conduit open() {
    FileDescriptor[] ends;
    try {
      ends = FileDescriptor.pipe();
    } catch (IOException noDescriptor) {
      return null;
    }
    opened++;
    try {
      sizing.resize(ends[1].intValue(), CAPACITY);
    } catch (IOException small) {
      log.debug("a pipe for bulk transfers is small: {}", String.valueOf(small.getMessage()));
    }
    return new Conduit(this, ends[0], ends[1]);
  }
}
