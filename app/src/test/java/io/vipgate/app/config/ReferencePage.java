package io.vipgate.app.config;

import io.vipgate.app.config.Key.Default;
import io.vipgate.app.config.Key.Optionally;
import io.vipgate.app.config.Key.Presence;
import io.vipgate.app.config.Section.Kind;

/** The reference of the configuration, in Markdown, made from the schema. */
final class ReferencePage {
  private static final String HEAD =
      """
      # Configuration

      <!-- Made from the schema in app/src/main/java/io/vipgate/app/config. To write it anew:
           mvn -q -pl app -am test -Dtest=ReferencePageTest -Dsurefire.failIfNoSpecifiedTests=false -Dvipgate.reference.write=true -->

      vipgate reads one file, `/etc/vipgate/vipgate.conf`, in [HOCON](https://github.com/lightbend/config/blob/main/HOCON.md).
      `vipgate check --config FILE` validates it, prints everything that is wrong at once, each with its file, its line and what would be right, and the times that the configuration amounts to.

      ## The smallest that works

      On a worker:

      ```hocon
      %s```

      On a master:

      ```hocon
      %s```

      ## Rules

      - A key that is not known is an error, with the nearest key that is; the names that keepalived and haproxy use lead to ours.
      - A duration has a unit: `500ms`, `2s`, `1.5s`, `1m`. A bare number is an error, since haproxy means milliseconds by it and keepalived seconds.
      - An address is written in digits. Names are not looked up: DNS may be served from the cluster that is down.
      - An IPv6 address with a port is `"[2001:db8::1]:6443"`.
      - A name is 1 to 63 letters, digits, dots, dashes and underscores; with dots it is in quotes.
      - `include "other.conf"` reads a file beside this one. Unlike elsewhere in HOCON it must be there, and URLs and class path resources are refused.
      - `${...}` takes the value of another key, of a name in `define`, or of an environment variable.
      """;

  private final StringBuilder text = new StringBuilder();

  private ReferencePage() {}

  static String of(Vocabulary vocabulary, String smallestWorker, String smallestMaster) {
    ReferencePage page = new ReferencePage();
    page.text.append(HEAD.formatted(smallestWorker, smallestMaster));
    for (Section section : new Schema(vocabulary).root().sections()) {
      page.section("", section);
    }
    return page.text.toString();
  }

  private void section(String around, Section section) {
    String path = around + section.name() + (isNamed(section) ? ".NAME" : "");
    text.append("\n## `%s`\n\n%s\n".formatted(path, section.doc()));
    if (!section.keys().isEmpty()) {
      text.append("\n| key | value | default | |\n|---|---|---|---|\n");
      section.keys().forEach(this::key);
    }
    for (Section inner : section.sections()) {
      section(path + ".", inner);
    }
  }

  private static boolean isNamed(Section section) {
    return section.kind() == Kind.NAMED || section.kind() == Kind.NAMED_REQUIRED;
  }

  private void key(Key<?> key) {
    text.append(
        "| `%s` | %s | %s | %s |\n"
            .formatted(key.name(), key.type().expected(), presence(key.presence()), key.doc()));
  }

  private static String presence(Presence presence) {
    if (presence instanceof Default standard) {
      return "`" + standard.text() + "`";
    }
    return presence instanceof Optionally optionally ? optionally.meaning() : "**required**";
  }
}
