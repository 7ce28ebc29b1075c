package io.vipgate.lab;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which JVM made a lab, and which of its labs it is. It begins the name of all that the lab makes
 * on the host, so that a later run can tell what nobody owns any more.
 *
 * <pre>
 *   vg-PID-STARTTICKS-LAB          the lab's directory
 *   vg-PID-STARTTICKS-LAB-NODE     a node's network namespace
 * </pre>
 *
 * @param owner the JVM
 * @param lab the lab's name: lower-case letters and digits
 */
record LabId(ProcessIdentity owner, String lab) {
  private static final Pattern LAB = Pattern.compile("[a-z0-9]{1,20}");
  private static final Pattern NAME = Pattern.compile("vg-(\\d+)-(\\d+)-([a-z0-9]+)(-.*)?");

  LabId {
    if (!LAB.matcher(lab).matches()) {
      throw new IllegalArgumentException(
          "lab name: value: %s (expected: 1 to 20 of a-z, 0-9)".formatted(lab));
    }
  }

  static Optional<LabId> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches() || !LAB.matcher(matcher.group(3)).matches()) {
      return Optional.empty();
    }
    ProcessIdentity owner =
        new ProcessIdentity(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    return Optional.of(new LabId(owner, matcher.group(3)));
  }

  String namespace(String node) {
    return this + "-" + node;
  }

  @Override
  public String toString() {
    return "vg-%d-%d-%s".formatted(owner.pid(), owner.startTicks(), lab);
  }
}
