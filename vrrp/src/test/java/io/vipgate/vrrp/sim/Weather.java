package io.vipgate.vrrp.sim;

/**
 * What a simulated network and its hosts suffer before they heal.
 *
 * @param loss the share of packets that are lost, 0 to 1
 * @param cuts whether links are cut, in one direction or both
 */
record Weather(double loss, boolean cuts) {

  /** Processes freeze, die and restart, but every packet arrives. */
  static final Weather CALM = new Weather(0, false);

  /** The network fails as well. */
  static final Weather STORM = new Weather(0.2, true);

  boolean isNetworkReliable() {
    return loss == 0 && !cuts;
  }
}
