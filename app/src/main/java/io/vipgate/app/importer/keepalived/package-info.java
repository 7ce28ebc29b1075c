/** Reads keepalived.conf: a tree in which every word knows its file and line. */
@NullMarked
package io.vipgate.app.importer.keepalived;

import org.jspecify.annotations.NullMarked;
