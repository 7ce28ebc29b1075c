package io.vipgate.bench.load;

/**
 * When a client has seen enough: what failed is served again without trouble for some time, or the
 * observation has taken as long as it may.
 *
 * @param fromNs when the failure was complete: observation begins there at the latest
 * @param calmNs so long without trouble, and requests are served again
 * @param quietNs so long, and all is told
 * @param capNs from the start of the observation on; what lasts longer is longer than this
 */
record Settling(long fromNs, long calmNs, long quietNs, long capNs) {
  /** How far it is. */
  enum State {
    TROUBLED,
    /** Requests are served again; what becomes of streams is still looked at. */
    CALM,
    OVER,
    /** There is trouble still, and it is not looked at any longer. */
    CAPPED
  }

  /**
   * The state at a time.
   *
   * @param troubleNs when there was trouble last: a request or a stream that ended
   * @param open whether something that is to end has not ended yet
   */
  State at(long nowNs, long troubleNs, boolean open) {
    long freeNs = nowNs - Math.max(fromNs, troubleNs);
    if (freeNs >= quietNs && !open) {
      return State.OVER;
    }
    if (nowNs - fromNs >= capNs) {
      // That it is still open says that nothing more came of it: only trouble is cut off.
      return freeNs >= calmNs ? State.OVER : State.CAPPED;
    }
    return freeNs >= calmNs ? State.CALM : State.TROUBLED;
  }
}
