/** Side-by-side measurements with keepalived, HAProxy and nginx: {@code bin/bench}. */
@NullMarked
package io.vipgate.bench;

import org.jspecify.annotations.NullMarked;
