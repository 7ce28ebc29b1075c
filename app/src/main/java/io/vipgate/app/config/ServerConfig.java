package io.vipgate.app.config;

/**
 * One server of a proxy ({@code proxy.NAME.servers.NAME}).
 *
 * @param name the server's name, unique in its proxy
 * @param address where it listens
 * @param weight its share, 0 to 256; 0 drains it
 */
public record ServerConfig(String name, Endpoint address, int weight) {}
