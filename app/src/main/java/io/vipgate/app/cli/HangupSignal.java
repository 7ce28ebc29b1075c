package io.vipgate.app.cli;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, by which a service is told to read its configuration again.
 *
 * <p>The JDK has one way to hear of it, {@code sun.misc.Signal} of module {@code jdk.unsupported},
 * whose mere name is a warning of the compiler that nothing turns off: hence by reflection.
 */
final class HangupSignal {
  private static final Logger log = LoggerFactory.getLogger(HangupSignal.class);

  private HangupSignal() {}

  /** Runs {@code work} for each one, on a thread that it may block, instead of the JVM's end. */
  static void onEach(Runnable work) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              HangupSignal.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  work.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handlerType)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), handler);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      log.warn("SIGHUP: value: {} (expected: a JVM with jdk.unsupported)", e.toString());
    }
  }
}
