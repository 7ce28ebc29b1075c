/** Cells of scale: how costs grow. */
@NullMarked
package io.vipgate.bench.scale;

import org.jspecify.annotations.NullMarked;
