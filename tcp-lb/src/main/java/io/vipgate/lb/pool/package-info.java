/** The servers of one proxy and the state that checks and operators gave them. */
@NullMarked
package io.vipgate.lb.pool;

import org.jspecify.annotations.NullMarked;
