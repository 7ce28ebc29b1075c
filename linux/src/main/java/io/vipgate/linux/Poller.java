package io.vipgate.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Waits for readable descriptors with a timeout in nanoseconds: epoll_wait(2) for the registered
 * sources, an eventfd(2) for wake-ups, and a timerfd(2) for the timeout. Interrupting the waiting
 * thread does not wake it.
 *
 * <p>epoll's own timeout stands still while the machine is suspended. The timer's clock is
 * CLOCK_BOOTTIME, which does not: a timeout that ended meanwhile wakes the thread when the machine
 * resumes. A wait of at most {@link #SHORT_NS} cannot be late by more than itself then, and does
 * without the timer where epoll_pwait2(2) can be had: one system call a beat less.
 */
public final class Poller implements AutoCloseable {
  /*
   * struct epoll_event (epoll_wait(2)), without the padding on x86-64, as on 32 bits:
   *
   *   0        4        8      12
   *   | events | data          |            x86-64; here data is the descriptor
   *   | events | none   | data          |   elsewhere
   *
   * struct itimerspec (timerfd_create(2)):
   *
   *   0          8            16      24            32
   *   | interval | its ns     | value | its ns      |
   */
  private static final int DATA = System.getProperty("os.arch").equals("amd64") ? 4 : 8;
  private static final int EVENT_SIZE = DATA + Long.BYTES;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;
  private static final int EPOLLIN = 1;
  private static final int EPOLLET = 1 << 31;
  private static final int EPOLL_CLOEXEC = NativeSocket.SOCK_CLOEXEC;

  /** The wake-up and the timer. */
  private static final int OWN = 2;

  private static final int TIMESPEC_SIZE = 16;
  private static final int ITIMERSPEC_SIZE = 32;
  private static final int ITIMERSPEC_VALUE = 16;
  private static final int CLOCK_BOOTTIME = 7;
  private static final long NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int EFD_CLOEXEC = NativeSocket.SOCK_CLOEXEC;
  private static final int EFD_NONBLOCK = NativeSocket.SOCK_NONBLOCK;

  /** More than a master-down interval at the shortest advert interval that there is. */
  private static final long SHORT_NS = TimeUnit.MILLISECONDS.toNanos(50);

  /** A registered source. */
  private static final class Registration {
    final Pollable source;
    final int fd;
    final Runnable onReadable;
    boolean ready;
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
  private final NativeMemory shortTimeout = NativeMemory.allocate(TIMESPEC_SIZE);
  private final NativeMemory counter = NativeMemory.allocate(Long.BYTES);
  private final NativeMemory one = NativeMemory.allocate(Long.BYTES);
  private final AtomicBoolean wakeupPending = new AtomicBoolean();
  private final NativeMemory event = NativeMemory.allocate(EVENT_SIZE);
  private int room = 8;
  private NativeMemory events = NativeMemory.allocate(room * EVENT_SIZE);
  private final int epollFd;
  private final int timerFd;
  private int wakeupFd;
  private boolean hasShortWaits;

  private Poller(int epollFd, int wakeupFd, int timerFd, boolean hasShortWaits) {
    this.epollFd = epollFd;
    this.wakeupFd = wakeupFd;
    this.timerFd = timerFd;
    this.hasShortWaits = hasShortWaits;
    one.bytes().putLong(0, 1);
  }

  /**
   * Opens an empty poller.
   *
   * @throws NativeException EMFILE when the process is out of descriptors
   */
  public static Poller open() throws NativeException {
    return open(true);
  }

  /**
   * As {@link #open()}, or as where there is no epoll_pwait2.
   *
   * @param hasShortWaits false to use the timer for each wait
   */
  static Poller open(boolean hasShortWaits) throws NativeException {
    int epoll = opened("epoll_create1", LibC.epollCreate(EPOLL_CLOEXEC));
    int wakeup = LibC.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    int timer = LibC.timerfdCreate(CLOCK_BOOTTIME, EFD_CLOEXEC | EFD_NONBLOCK);
    Poller poller = new Poller(epoll, wakeup, timer, hasShortWaits);
    try {
      opened("eventfd(0)", wakeup);
      opened("timerfd_create(CLOCK_BOOTTIME)", timer);
      poller.control(EPOLL_CTL_ADD, wakeup, EPOLLIN);
      // Setting the timer again is what makes it unreadable: it need not be looked at before.
      poller.control(EPOLL_CTL_ADD, timer, EPOLLIN | EPOLLET);
      return poller;
    } catch (NativeException e) {
      poller.close();
      throw e;
    }
  }

  private static int opened(String call, int result) throws NativeException {
    if (result < 0) {
      throw NativeException.of(call, -result, "no capability");
    }
    return result;
  }

  private void control(int operation, int fd, int interest) throws NativeException {
    event.bytes().putInt(0, interest).putLong(DATA, 0).putInt(DATA, fd);
    int result = LibC.epollCtl(epollFd, operation, fd, event);
    if (result < 0) {
      throw NativeException.of("epoll_ctl(" + fd + ")", -result, "no capability");
    }
  }

  /**
   * Calls {@code onReadable} in each {@link #await} that finds the source readable
   * (level-triggered), or in error or hung up, so that its next receive reports why.
   *
   * <p>A handler must not throw: it alone knows which part of the system its source concerns.
   *
   * @throws IllegalArgumentException if the source is registered already
   * @throws IllegalStateException if it is closed, or for want of memory
   */
  public void add(Pollable source, Runnable onReadable) {
    if (indexOf(source) >= 0) {
      throw new IllegalArgumentException(
          "source: value: " + source + " (expected: one that is not registered yet)");
    }
    Registration registration = new Registration(source, onReadable);
    try {
      control(EPOLL_CTL_ADD, registration.fd, EPOLLIN);
    } catch (NativeException e) {
      throw new IllegalStateException(
          "source: value: " + source + ": " + e.getMessage() + " (expected: an open one)", e);
    }
    registrations.add(registration);
    int wanted = registrations.size() + OWN;
    if (room < wanted) {
      room = 2 * wanted;
      events = NativeMemory.allocate(room * EVENT_SIZE);
    }
  }

  /** Removes the source; no-op if it is not registered. Remove a source before closing it. */
  public void remove(Pollable source) {
    int index = indexOf(source);
    if (index < 0) {
      return;
    }
    Registration registration = registrations.remove(index);
    registration.removed = true;
    if (registrationOf(registration.fd) == null) { // Else it was closed, and the number used again.
      var unused = LibC.epollCtl(epollFd, EPOLL_CTL_DEL, registration.fd, event);
    }
  }

  private @Nullable Registration registrationOf(int fd) {
    for (int i = 0; i < registrations.size(); i++) {
      if (registrations.get(i).fd == fd) {
        return registrations.get(i);
      }
    }
    return null;
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
   * @throws NativeException never, as far as epoll_wait(2) and timerfd_settime(2) say
   */
  public int await(long timeoutNs) throws NativeException {
    int count = collect(timeoutNs);
    return count == 0 ? 0 : dispatch(count);
  }

  /** The number of events, or an error as a negative number. */
  private int collect(long timeoutNs) throws NativeException {
    if (hasShortWaits && timeoutNs > 0 && timeoutNs <= SHORT_NS) {
      shortTimeout.bytes().putLong(Long.BYTES, timeoutNs);
      int count = LibC.epollPwait2(epollFd, events, room, shortTimeout);
      if (count >= 0 || count == -Errno.EINTR.number) {
        return count;
      }
      hasShortWaits = false; // ENOSYS of an old kernel, or whatever a filter of system calls says.
    }
    return collectByTimer(timeoutNs);
  }

  private int collectByTimer(long timeoutNs) throws NativeException {
    if (timeoutNs <= 0) {
      return LibC.epollWait(epollFd, events, room, 0);
    }
    setTimer(timeoutNs);
    return LibC.epollWait(epollFd, events, room, -1);
  }

  // A timer of an earlier wait may end a later one early, which whoever waits must bear with.
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

  private int dispatch(int count) throws NativeException {
    if (count == -Errno.EINTR.number) {
      return 0;
    }
    if (count < 0) {
      throw NativeException.of("epoll_wait", -count, "no capability");
    }
    for (int i = 0; i < count; i++) {
      int fd = events.bytes().getInt(i * EVENT_SIZE + DATA);
      Registration registration = registrationOf(fd);
      if (registration != null) {
        registration.ready = true;
      } else if (fd == wakeupFd) {
        acceptWakeup();
      }
    }
    ready.clear();
    for (int i = 0; i < registrations.size(); i++) {
      Registration registration = registrations.get(i);
      if (registration.ready) {
        registration.ready = false;
        ready.add(registration);
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
      LibC.close(epollFd);
      wakeupFd = -1;
    }
  }
}
