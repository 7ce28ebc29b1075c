/** Cells of the footprint: memory, CPU when idle, start, size. */
@NullMarked
package io.vipgate.bench.foot;

import org.jspecify.annotations.NullMarked;
