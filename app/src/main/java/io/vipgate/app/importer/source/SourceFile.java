package io.vipgate.app.importer.source;

/**
 * An input file.
 *
 * @param name as findings show it
 */
public record SourceFile(String name, String text) {}
