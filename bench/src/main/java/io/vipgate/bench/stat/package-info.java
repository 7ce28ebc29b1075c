/** What samples say: medians, spread, growth. */
@NullMarked
package io.vipgate.bench.stat;

import org.jspecify.annotations.NullMarked;
