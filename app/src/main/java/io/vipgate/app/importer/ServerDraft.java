package io.vipgate.app.importer;

import java.util.List;

/**
 * A server.
 *
 * @param address an IP address and a port
 * @param weight 0 to 256
 * @param options further settings, such as its tier
 */
record ServerDraft(
    String name, Sourced<String> address, Sourced<Integer> weight, List<Setting> options) {
  ServerDraft {
    options = List.copyOf(options);
  }
}
