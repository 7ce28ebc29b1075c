package io.vipgate.app.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of both legs of a connection (flat keys of {@code proxy.NAME}).
 *
 * @param keepaliveIdle silence before the first probe; 1 s to 9 h
 * @param keepaliveInterval from probe to probe; 1 s to 9 h
 * @param keepaliveProbes unanswered probes that end a connection; 1 to 127
 * @param userTimeout how long anything may stay unacknowledged; 0 for the kernel's own limits
 * @param congestion the congestion control algorithm; null for the kernel's default
 */
public record TcpConfig(
    Duration keepaliveIdle,
    Duration keepaliveInterval,
    int keepaliveProbes,
    @Written(as = "tcp-user-timeout") Duration userTimeout,
    @Written(as = "tcp-congestion") @Nullable String congestion) {}
