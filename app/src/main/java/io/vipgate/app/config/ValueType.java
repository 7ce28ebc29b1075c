package io.vipgate.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a key's value may be. */
sealed interface ValueType<T> {

  /** What is accepted, for errors and for the reference page. */
  String expected();

  /** Reads a value that is there; what is wrong with it goes to {@code report}. */
  Optional<T> read(Located at, Report report);

  /**
   * A string, number or boolean; which one it is written as does not matter, as a value may come
   * from an environment variable.
   *
   * @param secret whether its text must not be repeated
   * @param parser refuses with what was expected
   */
  record Scalar<T>(String expected, boolean secret, Function<String, Parsed<T>> parser)
      implements ValueType<T> {

    @Override
    public Optional<T> read(Located at, Report report) {
      Optional<String> text = at.scalar();
      if (text.isEmpty()) {
        report.problem(at, expected);
        return Optional.empty();
      }
      Parsed<T> parsed = parser.apply(text.get());
      if (parsed instanceof Parsed.Valid<T> valid) {
        return Optional.of(valid.value());
      }
      String shown = secret ? Scalars.utf8Length(text.get()) + " bytes" : at.shown();
      report.problem(at.place(), at.path(), shown, ((Parsed.Refused<T>) parsed).expected());
      return Optional.empty();
    }
  }

  /** One or more of them. */
  record ListOf<T>(ValueType<T> element) implements ValueType<List<T>> {

    @Override
    public String expected() {
      return "a list of one or more in [ ], each " + element.expected();
    }

    @Override
    public Optional<List<T>> read(Located at, Report report) {
      if (!at.isList() || at.elements().isEmpty()) {
        report.problem(at, expected());
        return Optional.empty();
      }
      List<Located> elements = at.elements();
      List<T> values = new ArrayList<>();
      for (Located item : elements) {
        element.read(item, report).ifPresent(values::add);
      }
      return values.size() == elements.size() ? Optional.of(values) : Optional.empty();
    }
  }
}
