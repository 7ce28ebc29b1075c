/** Cells of endurance: mixed load and random faults for a long time. */
@NullMarked
package io.vipgate.bench.endure;

import org.jspecify.annotations.NullMarked;
