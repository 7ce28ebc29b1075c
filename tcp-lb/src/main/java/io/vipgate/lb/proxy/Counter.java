package io.vipgate.lb.proxy;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A number with one writing thread and any number of readers; a write costs no barrier. An opaque
 * one would say what is meant, but C1 makes a volatile one of it; a plain one of 64 bits is as
 * indivisible on the machines that there are packages for.
 */
final class Counter {
  private final AtomicLong value = new AtomicLong();

  void add(long amount) {
    value.setPlain(value.getPlain() + amount);
  }

  void increment() {
    add(1);
  }

  long get() {
    return value.getOpaque();
  }
}
