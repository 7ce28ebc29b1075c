package io.vipgate.app.init;

/**
 * A value and where it comes from.
 *
 * @param value as it stands in the file
 * @param why a sentence without its full stop
 * @param asked whether the operator gave it
 */
record Choice<T>(T value, String why, boolean asked) {
  static <T> Choice<T> given(T value) {
    return new Choice<>(value, "as given", true);
  }

  static <T> Choice<T> chosen(T value, String why) {
    return new Choice<>(value, why, false);
  }
}
