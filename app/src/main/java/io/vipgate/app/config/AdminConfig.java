package io.vipgate.app.config;

import java.nio.file.Path;

/**
 * The admin socket ({@code admin}).
 *
 * @param socket an absolute path of at most 107 bytes (unix(7): {@code sun_path})
 */
public record AdminConfig(Path socket) {}
