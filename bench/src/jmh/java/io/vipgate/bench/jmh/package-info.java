/** What the pure parts cost, by JMH: {@code bin/bench jmh}. */
@NullMarked
package io.vipgate.bench.jmh;

import org.jspecify.annotations.NullMarked;
