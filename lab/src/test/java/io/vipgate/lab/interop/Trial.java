package io.vipgate.lab.interop;

/** A column of the matrix: what both routers of a group went through. */
enum Trial {
  WE_START_FIRST("we start first"),
  THEY_START_FIRST("they start first"),
  WE_PREEMPT("we preempt"),
  THEY_PREEMPT("they preempt"),
  WE_STOP("we stop"),
  THEY_STOP("they stop"),
  WE_CRASH("we crash"),
  THEY_CRASH("they crash"),
  PARTITION("partition, heal");

  private final String title;

  Trial(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
