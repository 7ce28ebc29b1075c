package io.vipgate.lb.proxy;

/** How far a connection is: the second letter of HAProxy's termination state. */
public enum Phase {
  /** Just accepted, or its PROXY header is still to come. */
  HEADER('R'),
  /** Waits for a server with room. */
  QUEUE('Q'),
  /** Waits for a server's answer to the connect, or to try one once more. */
  CONNECT('C'),
  /** Bytes are relayed. */
  DATA('D'),
  /** It is over. */
  DONE('-');

  private final char letter;

  Phase(char letter) {
    this.letter = letter;
  }

  public char letter() {
    return letter;
  }
}
