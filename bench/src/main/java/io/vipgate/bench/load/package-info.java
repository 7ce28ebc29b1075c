/** What makes the load, and counts it. */
@NullMarked
package io.vipgate.bench.load;

import org.jspecify.annotations.NullMarked;
