package io.vipgate.lb.proxy;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes those of a frontend's connections to the second loop that {@link Relief} picks. */
final class Handover {
  private static final Logger log = LoggerFactory.getLogger(Handover.class);

  private final ProxyLoop home;
  private final RelayLoops loops;
  private final Relief relief;
  private volatile @Nullable ProxyLoop second;

  Handover(ProxyLoop home, RelayLoops loops) {
    this.home = home;
    this.loops = loops;
    this.relief = home.lane().relief();
  }

  /** The frontend's part there, if anything was ever handed over to it; for any thread. */
  @Nullable ProxyLoop second() {
    return second;
  }

  /** This one has just had a turn: it may be time for it to go. */
  void consider(Connection connection) {
    if (relief.isHandingOver() && relief.picks(connection)) {
      // Behind the running batch of events: some of it may be for this one's legs.
      home.loop().execute(() -> take(connection));
    }
  }

  private void take(Connection connection) {
    if (!home.isClosing()) {
      connection.moveTo(theSecond());
    }
  }

  private ProxyLoop theSecond() {
    ProxyLoop there = second;
    if (there == null) {
      there = home.onSecond(loops);
      second = there;
      log.info("{}: much to do: connections go on at a second thread", home.config().name());
    }
    return there;
  }
}
