package io.vipgate.vrrp.sim;

/**
 * What a simulated network and its hosts suffer before they heal.
 *
 * @param loss the share of packets that are lost, 0 to 1
 * @param cuts whether links are cut, in one direction or both
 * @param failures whether processes and interfaces fail; without, only priorities change
 */
record Weather(double loss, boolean cuts, boolean failures) {

  /** Nothing fails, and roles move only because operators and tracked objects want them to. */
  static final Weather FINE = new Weather(0, false, false);

  /** Processes freeze, die and restart, but every packet arrives. */
  static final Weather CALM = new Weather(0, false, true);

  /** The network fails as well. */
  static final Weather STORM = new Weather(0.2, true, true);

  boolean isNetworkReliable() {
    return loss == 0 && !cuts;
  }
}
