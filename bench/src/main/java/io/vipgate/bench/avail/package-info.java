/** Cells of availability: what a client notices of each failure. */
@NullMarked
package io.vipgate.bench.avail;

import org.jspecify.annotations.NullMarked;
