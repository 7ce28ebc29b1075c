package io.vipgate.linux;

final class Skeleton {
  private Skeleton() {}

  static UnsupportedOperationException unbuilt() {
    return new UnsupportedOperationException();
  }
}
