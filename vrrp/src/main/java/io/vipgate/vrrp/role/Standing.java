package io.vipgate.vrrp.role;

import org.jspecify.annotations.Nullable;

/**
 * What a router is to be.
 *
 * @param priority 1 to 255
 * @param reason why it is not the configured priority; empty if it is
 * @param fault why it must not hold the addresses, whatever its priority; null if it may
 */
public record Standing(int priority, String reason, @Nullable String fault) {}
