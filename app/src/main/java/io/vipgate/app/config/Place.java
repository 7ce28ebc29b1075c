package io.vipgate.app.config;

import com.typesafe.config.ConfigOrigin;

/**
 * Where something stands.
 *
 * @param line from 1
 */
record Place(String file, int line) {

  /**
   * The place of a value that was parsed.
   *
   * @param around taken for a value that comes from no file, such as an environment variable
   */
  static Place of(ConfigOrigin origin, Place around) {
    String file = origin.filename();
    return file == null || origin.lineNumber() < 1 ? around : new Place(file, origin.lineNumber());
  }
}
