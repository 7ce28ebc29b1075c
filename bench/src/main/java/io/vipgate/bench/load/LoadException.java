package io.vipgate.bench.load;

/** A contender erred, or did less than it claimed: there is no figure then. */
public final class LoadException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LoadException(String message) {
    super(message);
  }
}
