package io.vipgate.bench;

import java.util.List;

/** A group of cells that are measured on the same nodes. */
public interface Section {
  /** The first part of its cells' names. */
  String name();

  /** Its cells, in the order in which they are measured. */
  List<String> cells();

  /** Those of them that the quick mode measures unless cells are asked for by name. */
  List<String> telling();

  /** Measures these cells of its own. */
  void measure(Session session, List<String> cells);
}
