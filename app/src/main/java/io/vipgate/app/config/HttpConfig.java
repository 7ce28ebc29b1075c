package io.vipgate.app.config;

/**
 * The read-only HTTP endpoint ({@code http}).
 *
 * @param listen where it listens
 */
public record HttpConfig(Endpoint listen) {}
