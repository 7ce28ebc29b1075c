package io.vipgate.vrrp.router;

/**
 * A change of state.
 *
 * @param evidence the figures behind the cause, such as {@code no advertisement from 10.0.0.1
 *     (priority 100) for 3.656 s}
 */
public record Transition(State from, State to, Cause cause, String evidence) {}
