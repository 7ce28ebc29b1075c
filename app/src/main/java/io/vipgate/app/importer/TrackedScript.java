package io.vipgate.app.importer;

import io.vipgate.app.importer.source.SourceLine;

/**
 * A {@code vrrp_script} that an instance tracks.
 *
 * @param at where the instance names it
 * @param definedAt where the script is defined
 * @param command what it runs, and the text of the file that this is, if it is here to be read
 * @param weight what its result adds to the priority, −253 to 253; 0: its failure is a FAULT
 */
record TrackedScript(
    String name, SourceLine at, SourceLine definedAt, String command, int weight) {}
