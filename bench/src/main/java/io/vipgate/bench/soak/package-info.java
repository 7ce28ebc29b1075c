/** What takes many tries, or hours, to tell: takeovers by the hundred, and the soaks. */
@NullMarked
package io.vipgate.bench.soak;

import org.jspecify.annotations.NullMarked;
