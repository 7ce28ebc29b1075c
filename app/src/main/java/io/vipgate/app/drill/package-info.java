/** Measures what a client sees of the endpoint while it moves. */
@NullMarked
package io.vipgate.app.drill;

import org.jspecify.annotations.NullMarked;
