/**
 * How a backup knows at once that its master's process died, although its host lives: an idle TCP
 * connection between the two, which the kernel ends when the process does
 * (docs/decisions/0011-process-death-at-once.md).
 *
 * <p>{@link io.vipgate.vrrp.lifeline.Lifeline} decides, {@link io.vipgate.vrrp.lifeline.Greeting}
 * and {@link io.vipgate.vrrp.lifeline.GreetingReader} are what is said on the connection. The
 * sockets are elsewhere.
 */
@NullMarked
package io.vipgate.vrrp.lifeline;

import org.jspecify.annotations.NullMarked;
