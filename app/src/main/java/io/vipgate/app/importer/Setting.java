package io.vipgate.app.importer;

/**
 * A line of the produced configuration.
 *
 * @param value in HOCON
 * @param note the comment beside it
 */
record Setting(String key, String value, String note) {}
