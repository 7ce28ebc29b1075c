/**
 * Which server a new connection goes to: one class an algorithm, listed in {@link BalancerType}.
 */
@NullMarked
package io.vipgate.lb.balance;

import org.jspecify.annotations.NullMarked;
