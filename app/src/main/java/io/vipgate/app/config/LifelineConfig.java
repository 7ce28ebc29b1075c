package io.vipgate.app.config;

/**
 * How backups learn of a process's death ({@code lifeline}).
 *
 * @param enabled whether to listen for peers, and to call masters
 * @param port TCP, the same on all routers of a group
 */
public record LifelineConfig(boolean enabled, int port) {}
