package io.vipgate.app.vrrp;

import io.vipgate.vrrp.router.Transition;
import org.jspecify.annotations.Nullable;

/** Hears, on the control thread, what becomes of an instance; must not block. */
public interface RoleListener {

  /** Its state has changed. */
  void moved(VrrpInstance instance, Transition transition);

  /** Its priority has changed, and maybe nothing else. */
  default void ranked(VrrpInstance instance) {}

  /**
   * Whether it could take part by itself has changed.
   *
   * @param hindrance why not, such as its interface or a fault of its own; null if it could
   */
  default void hindered(VrrpInstance instance, @Nullable String hindrance) {}
}
