/** Cells of the data path: throughput, latency, cost. */
@NullMarked
package io.vipgate.bench.data;

import org.jspecify.annotations.NullMarked;
