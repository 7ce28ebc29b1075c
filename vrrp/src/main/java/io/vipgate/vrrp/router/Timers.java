package io.vipgate.vrrp.router;

/** The exact arithmetic of one virtual router's timers, version 2. */
public record Timers(int priority, long advertIntervalNs) {}
