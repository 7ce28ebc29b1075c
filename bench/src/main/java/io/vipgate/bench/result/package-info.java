/** What was measured, and whether it meets the bars. */
@NullMarked
package io.vipgate.bench.result;

import org.jspecify.annotations.NullMarked;
