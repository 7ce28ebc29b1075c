package io.vipgate.bench.avail;

import io.vipgate.lab.LabProcess;
import java.time.Duration;
import java.util.List;

/** The daemons of two masters, of which the first is preferred: one contender. */
public interface Masters extends AutoCloseable {
  /** As in the tables. */
  String name();

  /** What its files say. */
  String settings();

  /** Starts the daemons of a master, 1 or 2. */
  void start(int number);

  /** The daemons that run on a master. */
  List<LabProcess> daemons(int number);

  /** The one of them that relays. */
  LabProcess proxy(int number);

  /** SIGKILL to the daemons of a master; returns when, in nanoseconds of {@code EpochTime}. */
  long kill(int number);

  /** Stops a master's daemons in good order. */
  void stop(int number);

  /** Gives the address to the other one on purpose, as its operator would. */
  void switchOver();

  /** The reverse of {@link #switchOver}. */
  void takeBackOrders();

  /** From one advert to the next. */
  Duration advertInterval();

  /** Waits until the daemons of a master serve, and could take over. */
  void awaitUp(int number);

  /** Waits until the second master would take over from the first one as fast as it can. */
  void awaitStandby();

  /** Has the proxy of a master read its configuration again. */
  void reload(int number);

  /** Ends all daemons. */
  @Override
  void close();
}
