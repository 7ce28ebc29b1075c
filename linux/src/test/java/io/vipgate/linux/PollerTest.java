package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// In a thread of its own: an interrupt does not end epoll_wait(2), so that a wait for ever would
// stay.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class PollerTest {
  private static final long FOREVER = Long.MAX_VALUE;

  private Poller poller;
  private final List<Event> sources = new ArrayList<>();

  /** A source that is readable while its counter is not 0. */
  private record Event(int fd) implements Pollable {
    static Event open(int initial) {
      return new Event(LibC.eventfd(initial, NativeSocket.SOCK_NONBLOCK));
    }
  }

  @BeforeEach
  void open() throws Exception {
    poller = Poller.open();
  }

  @AfterEach
  void close() {
    poller.close();
    sources.forEach(source -> LibC.close(source.fd()));
  }

  private Event source(int initial) {
    Event event = Event.open(initial);
    sources.add(event);
    return event;
  }

  @Test
  void callsTheReadableOnesInTheOrderOfTheirRegistration() throws Exception {
    List<String> called = new ArrayList<>();
    poller.add(source(1), () -> called.add("first"));
    poller.add(source(0), () -> called.add("not readable"));
    poller.add(source(1), () -> called.add("third"));

    assertThat(poller.await(FOREVER)).isEqualTo(2);
    assertThat(poller.await(FOREVER)).isEqualTo(2);
    assertThat(called).containsExactly("first", "third", "first", "third");
  }

  @Test
  void moreSourcesThanThereWasRoomFor() throws Exception {
    AtomicInteger called = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      poller.add(source(i % 2), called::incrementAndGet);
    }

    assertThat(poller.await(0)).isEqualTo(50);
    assertThat(called).hasValue(50);
  }

  @Test
  void aRemovedSourceIsNotCalledEvenByTheRoundThatRemovesIt() throws Exception {
    List<String> called = new ArrayList<>();
    Event second = source(1);
    poller.add(
        source(1),
        () -> {
          called.add("first");
          poller.remove(second);
        });
    poller.add(second, () -> called.add("second"));

    assertThat(poller.await(0)).isEqualTo(1);
    assertThat(poller.await(0)).isEqualTo(1);
    assertThat(called).containsExactly("first", "first");
  }

  @Test
  void aSourceIsRegisteredOnce() {
    Event source = source(0);
    poller.add(source, () -> {});

    assertThatThrownBy(() -> poller.add(source, () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: one that is not registered yet");
  }

  @Test
  void aClosedSourceIsRefused() {
    Event closed = Event.open(0);
    LibC.close(closed.fd());

    assertThatThrownBy(() -> poller.add(closed, () -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("(expected: an open one)");
  }

  @Test
  void oneThatWasClosedBeforeItIsRemovedTakesNothingFromWhoHasItsNumberNow() throws Exception {
    Event closed = Event.open(1);
    poller.add(closed, () -> {});
    LibC.close(closed.fd());
    assertThat(poller.await(0)).isZero();
    Event next = source(1);
    assertThat(next.fd()).isEqualTo(closed.fd());
    poller.add(next, () -> {});

    poller.remove(closed);

    assertThat(poller.await(FOREVER)).isEqualTo(1);
  }

  @Test
  void waitsForTheTimeAndNotForMore() throws Exception {
    long begin = System.nanoTime();
    poller.await(20_000_000);
    long waited = System.nanoTime() - begin;

    assertThat(waited).isBetween(20_000_000L, 2_000_000_000L);
    assertThat(poller.await(0)).isZero();
    assertThat(poller.await(-1)).isZero();
  }

  @Test
  void aTimeoutOfMoreThanASecond() throws Exception {
    long begin = System.nanoTime();
    poller.await(1_020_000_000);

    assertThat(System.nanoTime() - begin).isBetween(1_020_000_000L, 5_000_000_000L);
  }

  @Test
  void aTimeoutThatPassedLeavesNothingBehind() throws Exception {
    poller.await(1);
    long begin = System.nanoTime();
    poller.await(20_000_000);
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000L);

    poller.await(1);
    Thread other = new Thread(poller::wakeup);
    other.start();
    poller.await(FOREVER);
    other.join();
  }

  @Test
  void itsTimeGoesOnWhileTheMachineIsSuspended() throws Exception {
    assertThat(timers("clockid: ")).containsExactly("clockid: 7"); // CLOCK_BOOTTIME
  }

  /**
   * A short wait takes no other call beside it; the longer ones, and old kernels', take a timer.
   */
  @ParameterizedTest
  @CsvSource({"true, 5000000, 0", "true, 60000000, 1", "false, 5000000, 1"})
  void theTimerIsForLongWaits(boolean hasShortWaits, long timeoutNs, int ticks) throws Exception {
    poller.close();
    poller = Poller.open(hasShortWaits);
    long begin = System.nanoTime();

    poller.await(timeoutNs);

    assertThat(System.nanoTime() - begin).isBetween(timeoutNs, 2_000_000_000L);
    assertThat(timers("ticks: ")).containsExactly("ticks: " + ticks);
  }

  /**
   * The kernel's own word for it: a machine cannot be suspended in a test.
   *
   * @return these lines of what it tells of this process's timers
   */
  private static List<String> timers(String key) throws IOException {
    List<String> timers = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fdinfo"))) {
      for (Path file : files.toList()) {
        try {
          Files.readAllLines(file).stream()
              .filter(line -> line.startsWith(key))
              .forEach(timers::add);
        } catch (NoSuchFileException e) {
          // Closed since it was listed.
        }
      }
    }
    return timers;
  }

  @Test
  void anotherThreadWakesItUp() throws Exception {
    Thread other = new Thread(poller::wakeup);
    long begin = System.nanoTime();
    other.start();

    assertThat(poller.await(TimeUnit.SECONDS.toNanos(20))).isZero();
    assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(10));
    other.join();
  }

  @Test
  void wakeupsCountAsOne() throws Exception {
    poller.wakeup();
    poller.wakeup();

    poller.await(FOREVER);
    long begin = System.nanoTime();
    poller.await(20_000_000);

    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000L);
  }

  @Test
  void noWakeupIsLost() throws Exception {
    int rounds = 1_000_000;
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(2);
    Runnable producer =
        () -> {
          started.countDown();
          for (int i = 0; i < rounds; i++) {
            asked.incrementAndGet();
            poller.wakeup();
          }
        };
    List<Thread> producers = List.of(new Thread(producer), new Thread(producer));
    producers.forEach(Thread::start);
    started.await();

    while (asked.get() < 2 * rounds) {
      poller.await(FOREVER); // a lost wake-up is a test that hangs here, until its time-out
    }
    for (Thread thread : producers) {
      thread.join();
    }
    assertThat(asked).hasValue(2 * rounds);
  }

  @Test
  void wakeupAfterCloseTouchesNoDescriptor() throws Exception {
    poller.close();
    Event successor = source(0); // likely the same number
    poller.wakeup();

    try (Poller second = Poller.open()) {
      second.add(successor, () -> {});
      assertThat(second.await(0)).isZero();
    }
  }
}
