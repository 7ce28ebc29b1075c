/** Reads haproxy.cfg: sections and lines in which every word knows its file and line. */
@NullMarked
package io.vipgate.app.importer.haproxy;

import org.jspecify.annotations.NullMarked;
