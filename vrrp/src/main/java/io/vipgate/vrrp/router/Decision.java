package io.vipgate.vrrp.router;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A virtual router's answer to one event.
 *
 * @param actions to be carried out in this order, each even if one before it failed; except that
 *     nothing that {@linkplain Action#claims claims} the addresses follows an advertisement that
 *     failed
 * @param transition the change of state, if there was one
 * @param notice what else an operator should know
 */
public record Decision(
    List<Action> actions, @Nullable Transition transition, @Nullable Notice notice) {

  /** Nothing to do. */
  public static final Decision NONE = new Decision(List.of(), null, null);

  /** Whether it is what is done all the time, of which nobody has to hear. */
  public boolean isRoutine() {
    return transition == null && notice == null;
  }

  public Decision {
    actions = List.copyOf(actions);
  }
}
