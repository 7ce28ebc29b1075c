package io.vipgate.app.importer;

/**
 * A server.
 *
 * @param address an IP address and a port
 * @param weight 0 to 256
 */
record ServerDraft(String name, Sourced<String> address, Sourced<Integer> weight) {}
