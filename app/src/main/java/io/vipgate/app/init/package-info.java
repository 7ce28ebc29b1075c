/** A first configuration from a few arguments, with the reason for each value. Pure. */
@NullMarked
package io.vipgate.app.init;

import org.jspecify.annotations.NullMarked;
