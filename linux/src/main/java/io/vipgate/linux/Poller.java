package io.vipgate.linux;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits for readable descriptors with a timeout in nanoseconds: ppoll(2) over the registered
 * sources, an eventfd(2) for wake-ups, and a timerfd(2) for the timeout. Interrupting the waiting
 * thread does not wake it.
 *
 * <p>ppoll's own timeout stands still while the machine is suspended. The timer's clock is
 * CLOCK_BOOTTIME, which does not: a timeout that ended meanwhile wakes the thread when the machine
 * resumes.
 */
public final class Poller implements AutoCloseable {
  /*
   * struct pollfd (poll(2)), one a source; before them the wake-up and the timer:
   *
   *   0        4         6         8
   *   | int fd | events  | revents |
   *
   * struct itimerspec (timerfd_create(2)):
   *
   *   0          8            16      24            32
   *   | interval | its ns     | value | its ns      |
   */
  private static final int POLLFD_SIZE = 8;
  private static final int REVENTS = 6;
  private static final int WAKEUP = 0;
  private static final int FIRST_SOURCE = 2;
  private static final int ITIMERSPEC_SIZE = 32;
  private static final int ITIMERSPEC_VALUE = 16;
  private static final int CLOCK_BOOTTIME = 7;
  private static final long NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final short POLLIN = 1;
  private static final short POLLNVAL = 0x20;
  private static final int EFD_CLOEXEC = NativeSocket.SOCK_CLOEXEC;
  private static final int EFD_NONBLOCK = NativeSocket.SOCK_NONBLOCK;

  /** A registered source. */
  private static final class Registration {
    final Pollable source;
    final int fd;
    final Runnable onReadable;
    boolean removed;

    Registration(Pollable source, Runnable onReadable) {
      this.source = source;
      this.fd = source.fd();
      this.onReadable = onReadable;
    }
  }

  private final List<Registration> registrations = new ArrayList<>();
  private final List<Registration> ready = new ArrayList<>();
  private final NativeMemory timeout = NativeMemory.allocate(ITIMERSPEC_SIZE);
  private final NativeMemory zero = NativeMemory.allocate(2 * Long.BYTES);
  private final NativeMemory counter = NativeMemory.allocate(Long.BYTES);
  private final NativeMemory one = NativeMemory.allocate(Long.BYTES);
  private final AtomicBoolean wakeupPending = new AtomicBoolean();
  private NativeMemory pollfds = NativeMemory.allocate(8 * POLLFD_SIZE);
  private boolean changed = true;
  private final int timerFd;
  private int wakeupFd;

  private Poller(int wakeupFd, int timerFd) {
    this.wakeupFd = wakeupFd;
    this.timerFd = timerFd;
    one.bytes().putLong(0, 1);
  }

  /**
   * Opens an empty poller.
   *
   * @throws NativeException EMFILE when the process is out of descriptors
   */
  public static Poller open() throws NativeException {
    int fd = LibC.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0) {
      throw NativeException.of("eventfd(0)", -fd, "no capability");
    }
    int timer = LibC.timerfdCreate(CLOCK_BOOTTIME, EFD_CLOEXEC | EFD_NONBLOCK);
    if (timer < 0) {
      LibC.close(fd);
      throw NativeException.of("timerfd_create(CLOCK_BOOTTIME)", -timer, "no capability");
    }
    return new Poller(fd, timer);
  }

  /**
   * Calls {@code onReadable} in each {@link #await} that finds the source readable
   * (level-triggered), or in error or hung up, so that its next receive reports why.
   *
   * <p>A handler must not throw: it alone knows which part of the system its source concerns.
   *
   * @throws IllegalArgumentException if the source is registered already
   */
  public void add(Pollable source, Runnable onReadable) {
    if (indexOf(source) >= 0) {
      throw new IllegalArgumentException(
          "source: value: " + source + " (expected: one that is not registered yet)");
    }
    registrations.add(new Registration(source, onReadable));
    changed = true;
  }

  /** Removes the source; no-op if it is not registered. Remove a source before closing it. */
  public void remove(Pollable source) {
    int index = indexOf(source);
    if (index >= 0) {
      registrations.remove(index).removed = true;
      changed = true;
    }
  }

  private int indexOf(Pollable source) {
    for (int i = 0; i < registrations.size(); i++) {
      if (registrations.get(i).source == source) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Waits until a source is readable, {@link #wakeup} was called, or the time has passed; then
   * calls the handlers of the readable sources, in the order in which they were added. May return
   * early with nothing to do.
   *
   * @param timeoutNs nanoseconds; 0 or less polls without waiting, {@link Long#MAX_VALUE} waits for
   *     ever
   * @return the number of handlers called
   * @throws NativeException only for want of memory (ENOMEM)
   * @throws IllegalStateException if a source was closed while registered
   */
  public int await(long timeoutNs) throws NativeException {
    if (changed) {
      writePollfds();
    }
    int count = registrations.size() + FIRST_SOURCE;
    setTimer(timeoutNs);
    int result = LibC.ppoll(pollfds, count, timeoutNs <= 0 ? zero : null);
    if (result == -Errno.EINTR.number || result == 0) {
      return 0;
    }
    if (result < 0) {
      throw NativeException.of("ppoll(" + count + " descriptors)", -result, "no capability");
    }
    return dispatch();
  }

  private void writePollfds() {
    int size = (registrations.size() + FIRST_SOURCE) * POLLFD_SIZE;
    if (pollfds.bytes().capacity() < size) {
      pollfds = NativeMemory.allocate(2 * size);
    }
    ByteBuffer bytes = pollfds.clear();
    bytes.putInt(wakeupFd).putShort(POLLIN).putShort((short) 0);
    bytes.putInt(timerFd).putShort(POLLIN).putShort((short) 0);
    for (Registration registration : registrations) {
      bytes.putInt(registration.fd).putShort(POLLIN).putShort((short) 0);
    }
    changed = false;
  }

  // Setting it also makes it unreadable again, whether it had expired or not. A value of 0 disarms.
  private void setTimer(long timeoutNs) throws NativeException {
    long ns = timeoutNs == Long.MAX_VALUE ? 0 : Math.max(0, timeoutNs);
    timeout
        .bytes()
        .putLong(ITIMERSPEC_VALUE, ns / NS_PER_SECOND)
        .putLong(ITIMERSPEC_VALUE + Long.BYTES, ns % NS_PER_SECOND);
    int result = LibC.timerfdSettime(timerFd, 0, timeout);
    if (result < 0) {
      throw NativeException.of("timerfd_settime(" + ns + " ns)", -result, "no capability");
    }
  }

  private int dispatch() {
    if (revents(WAKEUP) != 0) {
      acceptWakeup();
    }
    ready.clear();
    for (int i = 0; i < registrations.size(); i++) {
      short revents = revents(i + FIRST_SOURCE);
      if ((revents & POLLNVAL) != 0) {
        throw new IllegalStateException(
            "descriptor of " + registrations.get(i).source + ": closed (expected: removed before)");
      }
      if (revents != 0) {
        ready.add(registrations.get(i));
      }
    }
    int called = 0;
    for (int i = 0; i < ready.size(); i++) {
      Registration registration = ready.get(i);
      if (!registration.removed) { // by a handler before it
        registration.onReadable.run();
        called++;
      }
    }
    return called;
  }

  private short revents(int index) {
    return pollfds.bytes().getShort(index * POLLFD_SIZE + REVENTS);
  }

  // First empty the counter, then allow the next write: the other order could swallow a write that
  // came between and leave the flag set, and no wake-up would ever be written again.
  private void acceptWakeup() {
    LibC.read(wakeupFd, counter, Long.BYTES);
    wakeupPending.set(false);
  }

  /**
   * Makes the current or else the next {@link #await} return at once. Any thread; several calls
   * before that return count as one. No-op after {@link #close}.
   */
  public void wakeup() {
    if (wakeupPending.compareAndSet(false, true)) {
      writeWakeup();
    }
  }

  // Under the lock of close, so that no write reaches a descriptor that has a new owner.
  private synchronized void writeWakeup() {
    if (wakeupFd >= 0) {
      LibC.write(wakeupFd, one, Long.BYTES);
    }
  }

  /** Closes the poller, not its sources. */
  @Override
  public synchronized void close() {
    if (wakeupFd >= 0) {
      LibC.close(wakeupFd);
      LibC.close(timerFd);
      wakeupFd = -1;
    }
  }
}
