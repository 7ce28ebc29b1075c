/** The connection log: one line for each connection of a proxy that is over. */
@NullMarked
package io.vipgate.app.log;

import org.jspecify.annotations.NullMarked;
