/**
 * The virtual router as a pure state machine (RFC 3768 §6.4, with the deviations of keepalived
 * 2.2.7).
 *
 * <p>{@link io.vipgate.vrrp.router.VirtualRouter} takes an {@link io.vipgate.vrrp.router.Event} and
 * the time, and returns a {@link io.vipgate.vrrp.router.Decision}: the actions to carry out, in
 * order, and why. It holds no clock, thread, socket or logger.
 */
@NullMarked
package io.vipgate.vrrp.router;

import org.jspecify.annotations.NullMarked;
