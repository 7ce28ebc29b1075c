package io.vipgate.app.importer;

/** What became of a line of the input. */
public enum Fate {
  CARRIED("carried over", false),
  REPLACED("replaced", false),
  NOT_NEEDED("not needed", false),
  LOST("lost", true),
  /** Not a fate of its own: the doctor warns of what the line does. */
  TRAP("trap", true);

  private final String label;
  private final boolean warns;

  Fate(String label, boolean warns) {
    this.label = label;
    this.warns = warns;
  }

  /** Its name in the produced file. */
  public String label() {
    return label;
  }

  /** Whether a person has to decide about it. */
  public boolean warns() {
    return warns;
  }
}
