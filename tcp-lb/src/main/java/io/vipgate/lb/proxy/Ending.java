package io.vipgate.lb.proxy;

/** Why a connection ended: the first letter of HAProxy's termination state. */
public enum Ending {
  /** Both directions ended in order. */
  DONE('-'),
  /** The client reset it, or left before a server was reached. */
  CLIENT_ABORT('C'),
  /** The server reset it, or none could be reached. */
  SERVER_ABORT('S'),
  /** The client, or whoever spoke first for it, was silent for too long. */
  CLIENT_TIMEOUT('c'),
  /** The server was silent for too long, or not reached in time, or the queue too long. */
  SERVER_TIMEOUT('s'),
  /** The client is not let in. */
  DENIED('P'),
  /** This host lacked something, such as a local port. */
  NO_RESOURCE('R'),
  /** The server is down, as the checks say. */
  SERVER_DOWN('D'),
  /** In order, so that its client connects anew and another server gets its share. */
  SHED('K'),
  /** By order: the address leaves, or the proxy stops. */
  KILLED('K'),
  /** A defect of ours. */
  DEFECT('I');

  private final char letter;

  Ending(char letter) {
    this.letter = letter;
  }

  public char letter() {
    return letter;
  }

  /** Whether both legs are reset, so that neither end takes it for an end in order. */
  boolean isAbrupt() {
    return this != DONE && this != SHED;
  }

  static Ending of(ConnectFailure failure) {
    return switch (failure) {
      case TIMEOUT -> SERVER_TIMEOUT;
      case NO_LOCAL_PORT, NO_DESCRIPTOR -> NO_RESOURCE;
      case GIVEN_UP -> SERVER_DOWN;
      case REFUSED, UNREACHABLE, RESET_UNANSWERED, CLOSED_UNANSWERED, OTHER -> SERVER_ABORT;
    };
  }

  static Ending of(Idle silence) {
    return switch (silence) {
      case CLIENT, TUNNEL, HALF_CLOSED -> CLIENT_TIMEOUT;
      case SERVER -> SERVER_TIMEOUT;
    };
  }
}
