package io.vipgate.lb.proxy;

import java.util.concurrent.atomic.AtomicLong;

/** A number with one writing thread and any number of readers; a write costs no barrier. */
final class Counter {
  private final AtomicLong value = new AtomicLong();

  void add(long amount) {
    value.setOpaque(value.getPlain() + amount);
  }

  void increment() {
    add(1);
  }

  long get() {
    return value.getOpaque();
  }
}
