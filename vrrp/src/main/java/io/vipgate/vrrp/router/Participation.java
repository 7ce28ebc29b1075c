package io.vipgate.vrrp.router;

/** Whether this router may take part: started, its interface up, and nothing in fault. */
final class Participation {

  private boolean started;
  private boolean interfaceUp = true;
  private boolean inFault;

  boolean isAllowed() {
    return started && interfaceUp && !inFault;
  }

  /** Returns whether that is news. */
  boolean start() {
    boolean news = !started;
    started = true;
    return news;
  }

  void stop() {
    started = false;
  }

  /** Returns whether that is news. */
  boolean interfaceUp() {
    boolean news = !interfaceUp;
    interfaceUp = true;
    return news;
  }

  void interfaceDown() {
    interfaceUp = false;
  }

  void raiseFault() {
    inFault = true;
  }

  /** Returns whether that is news. */
  boolean clearFault() {
    boolean news = inFault;
    inFault = false;
    return news;
  }
}
