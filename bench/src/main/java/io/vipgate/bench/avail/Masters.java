package io.vipgate.bench.avail;

import io.vipgate.lab.LabProcess;
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

  /** Stops a master's daemons in good order. */
  void stop(int number);

  /** Gives the address to the other one on purpose, as its operator would. */
  void switchOver();

  /** Has the proxy of a master read its configuration again. */
  void reload(int number);

  /** Ends all daemons. */
  @Override
  void close();
}
