package io.vipgate.app.config;

import java.time.Duration;

/**
 * What the process as a whole may take ({@code limits}).
 *
 * @param maxConnections clients of all proxies at once; 0 for any number
 * @param drainTimeout how long connections may go on in a process that another one has relieved
 */
public record LimitsConfig(int maxConnections, Duration drainTimeout) {}
