package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.Errors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One direction, with sockets of the kernel at both ends and no event loop: who carries what. */
@Timeout(60)
class PipeTest {
  private static final int BULK = 8 << 20;
  private static final Pipe.Tap BLIND = (bytes, count) -> false;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final RelayLoops.Lane lane = RelayLoops.on(group, PipeSizing.AS_MADE).first();
  private final Conduits conduits = lane.conduits();
  private ConnectedLeg from;
  private ConnectedLeg to;

  @BeforeEach
  void connect() throws Exception {
    from = ConnectedLeg.open();
    to = ConnectedLeg.open();
  }

  @AfterEach
  void close() throws Exception {
    from.close();
    to.close();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void bulkGoesThroughAConduitThatIsFreeAfterwards() throws Exception {
    byte[] bytes = random(BULK);
    Pipe pipe = pipe(BLIND);
    assertThat(through(pipe, bytes)).isEqualTo(bytes);
    assertThat(pipe.sent()).isEqualTo(BULK);
    assertThat(pipe.received()).isEqualTo(BULK);
    assertThat(conduits.opened()).isEqualTo(1);
    Conduit free = conduits.take();
    assertThat(free).isNotNull();
    assertThat(conduits.opened()).isEqualTo(1);
    free.release();
  }

  @Test
  void requestsAreCopied() throws Exception {
    Pipe pipe = pipe(BLIND);
    for (int i = 0; i < 100; i++) {
      assertThat(through(pipe, random(256))).hasSize(256);
    }
    assertThat(conduits.opened()).isZero();
  }

  @Test
  void whoWantsToSeeBytesSeesThemAll() throws Exception {
    byte[] bytes = random(BULK);
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    Pipe.Tap tap =
        (read, count) -> {
          byte[] copy = new byte[count];
          read.get(0, copy);
          seen.writeBytes(copy);
          return true;
        };
    assertThat(through(pipe(tap), bytes)).isEqualTo(bytes);
    assertThat(seen.toByteArray()).isEqualTo(bytes);
    assertThat(conduits.opened()).isZero();
  }

  @Test
  void aTransferThatBecomesATrickleIsCopiedAgain() throws Exception {
    Pipe pipe = pipe(BLIND);
    // What was spliced asks to be told again, what was copied and came short does not.
    Eventually.until(
        "in bulk to the last byte",
        () -> {
          through(pipe, random(BULK));
          return outcomeOf(pipe, 100) == Pipe.Outcome.TURN_OVER;
        });
    assertThat(outcomeOf(pipe, 100)).isEqualTo(Pipe.Outcome.IDLE);
    through(pipe, random(200));
  }

  @Test
  void aStalledReceiverHoldsAConduitAndLosesNothing() throws Exception {
    byte[] bytes = random(4 * BULK);
    Pipe pipe = inBulk();
    CompletableFuture<Void> writing = from.writes(bytes);
    Eventually.until("the sink is full", () -> pipe.advance() == Pipe.Outcome.STALLED);
    Conduit another = conduits.take();
    assertThat(conduits.opened()).isEqualTo(2);
    assertThat(another).isNotNull();
    another.release();
    assertThat(pipe.isStalled()).isTrue();
    assertThat(pipe.received() - pipe.sent()).isBetween(1L, (long) Conduits.CAPACITY);
    assertThat(pipe.advance()).isEqualTo(Pipe.Outcome.STALLED);
    assertThat(drained(pipe, bytes.length)).isEqualTo(bytes);
    writing.get(20, TimeUnit.SECONDS);
    assertThat(pipe.isStalled()).isFalse();
    assertThat(conduits.opened()).isEqualTo(2);
  }

  @Test
  void aConduitThatHoldsSomethingAtTheEndIsNobodyElses() throws Exception {
    Pipe pipe = inBulk();
    var unused = from.writes(random(4 * BULK));
    Eventually.until("the sink is full", () -> pipe.advance() == Pipe.Outcome.STALLED);
    pipe.release();
    assertThat(conduits.opened()).isZero();
    Conduit next = conduits.take();
    assertThat(next).isNotNull();
    assertThat(next.size()).isZero();
  }

  @Test
  void whoGetsNoConduitCopies() throws Exception {
    List<Conduit> taken = new ArrayList<>();
    for (int i = 0; i < Conduits.LIMIT; i++) {
      taken.add(conduits.take());
    }
    assertThat(taken).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(conduits.take()).isNull();
    byte[] bytes = random(BULK);
    assertThat(through(pipe(BLIND), bytes)).isEqualTo(bytes);
    assertThat(conduits.opened()).isEqualTo(Conduits.LIMIT);
    taken.forEach(Conduit::release);
  }

  @Test
  void theEndComesBehindAllBytes() throws Exception {
    byte[] bytes = random(BULK);
    Pipe pipe = pipe(BLIND);
    CompletableFuture<Void> writing = from.writes(bytes).thenRun(from::endOutput);
    byte[] arrived = drained(pipe, bytes.length);
    writing.get(20, TimeUnit.SECONDS);
    assertThat(arrived).isEqualTo(bytes);
    Eventually.until("ended", () -> pipe.advance() == Pipe.Outcome.ENDED || pipe.hasEnded());
    assertThat(pipe.isStalled()).isFalse();
  }

  /** It may be the last time that anybody asks: see the end of a relay. */
  @Test
  void whoHasHungUpIsReadToTheEndInOneGo() throws Exception {
    Pipe pipe = inBulk();
    from.leg().hangUp();
    from.writes(random(2 * Pipe.BULK)).get(20, TimeUnit.SECONDS);
    from.endOutput();
    Eventually.until(
        "ended",
        () -> {
          Pipe.Outcome outcome = pipe.advance();
          assertThat(outcome).isIn(Pipe.Outcome.IDLE, Pipe.Outcome.ENDED);
          return outcome == Pipe.Outcome.ENDED;
        });
    assertThat(pipe.sent()).isEqualTo(BULK + 2 * Pipe.BULK);
  }

  @Test
  void aSourceThatIsResetInBulkIsLost() throws Exception {
    Pipe pipe = inBulk();
    from.reset();
    Eventually.until("lost", () -> pipe.advance() == Pipe.Outcome.SOURCE_LOST);
    assertThat(conduits.opened()).isEqualTo(1);
  }

  @Test
  void aSinkThatIsResetInBulkIsLost() throws Exception {
    Pipe pipe = inBulk();
    to.reset();
    var unused = from.writes(random(BULK));
    Eventually.until("lost", () -> pipe.advance() == Pipe.Outcome.SINK_LOST);
  }

  @Test
  void aProcessThatMayNotSpliceCopiesFromThenOn() throws Exception {
    Conduit first = conduits.take();
    assertThat(first).isNotNull();
    first.release();
    assertThat(conduits.areRefusedBy(failure(Errno.ECONNRESET))).isFalse();
    assertThat(conduits.opened()).isEqualTo(1);
    assertThat(conduits.areRefusedBy(failure(Errno.EPERM))).isTrue();
    assertThat(conduits.opened()).isZero();
    assertThat(conduits.take()).isNull();
    byte[] bytes = random(BULK);
    assertThat(through(pipe(BLIND), bytes)).isEqualTo(bytes);
  }

  private static IOException failure(int errno) {
    return Errors.newIOException("splice", -errno);
  }

  private Pipe pipe(Pipe.Tap tap) {
    return new Pipe(from.leg(), to.leg(), lane, new Counter(), tap);
  }

  /** One that has just moved something in bulk, and has nothing left. */
  private Pipe inBulk() throws Exception {
    Pipe pipe = pipe(BLIND);
    assertThat(through(pipe, random(BULK))).hasSize(BULK);
    assertThat(conduits.opened()).isEqualTo(1);
    return pipe;
  }

  private Pipe.Outcome outcomeOf(Pipe pipe, int size) throws Exception {
    long before = pipe.received();
    from.writes(random(size)).get(20, TimeUnit.SECONDS);
    Pipe.Outcome outcome;
    do {
      outcome = pipe.advance();
    } while (pipe.received() == before);
    return outcome;
  }

  private byte[] through(Pipe pipe, byte[] bytes) throws Exception {
    CompletableFuture<Void> writing = from.writes(bytes);
    byte[] arrived = drained(pipe, bytes.length);
    writing.get(20, TimeUnit.SECONDS);
    return arrived;
  }

  /** Advances the pipe, and reads at its other end, until so many bytes are there. */
  private byte[] drained(Pipe pipe, int length) throws Exception {
    ByteBuffer arrived = ByteBuffer.allocate(length);
    Eventually.until(
        "all bytes are there",
        () -> {
          do {
            assertThat(pipe.advance()).isNotIn(Pipe.Outcome.SOURCE_LOST, Pipe.Outcome.SINK_LOST);
          } while (to.readInto(arrived) > 0);
          return !arrived.hasRemaining();
        });
    return arrived.array();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
