package io.vipgate.app.config;

/**
 * What the process as a whole may take ({@code limits}).
 *
 * @param maxConnections clients of all proxies at once; 0 for any number
 */
public record LimitsConfig(int maxConnections) {}
