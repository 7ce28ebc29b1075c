package io.vipgate.app.cli;

import com.typesafe.config.Config;
import io.vipgate.app.journal.Advice;
import java.util.ArrayList;
import java.util.List;

/**
 * Why something is in the state that it is in: its state now, the transition that led there, what
 * to do about it, and the transitions before. Pure: from the JSON that the service answers.
 */
final class ExplainText {
  private final Config status;
  private final List<? extends Config> journal;
  private final int limit;
  private final Paragraphs text = new Paragraphs();

  /**
   * @param status as {@code /status} answers
   * @param journal the entries of {@code /journal}, oldest first
   * @param limit transitions to show for each
   */
  ExplainText(Config status, List<? extends Config> journal, int limit) {
    this.status = status;
    this.journal = journal;
    this.limit = limit;
  }

  /** Everything that can be explained: {@code vrrp/NAME} and {@code server/PROXY/NAME}. */
  List<String> subjects() {
    List<String> subjects = new ArrayList<>();
    status.getConfigList("vrrp").forEach(vrrp -> subjects.add("vrrp/" + vrrp.getString("name")));
    for (Config proxy : status.getConfigList("proxies")) {
      proxy
          .getConfigList("servers")
          .forEach(
              server ->
                  subjects.add(
                      "server/" + proxy.getString("name") + "/" + server.getString("name")));
    }
    return subjects;
  }

  /**
   * The subjects that a person means: all of them, an instance or proxy by its name, or a server as
   * {@code PROXY/SERVER}.
   */
  List<String> subjects(String asked) {
    return subjects().stream()
        .filter(
            subject ->
                subject.equals(asked)
                    || subject.substring(subject.indexOf('/') + 1).equals(asked)
                    || subject.startsWith("server/" + asked + "/"))
        .toList();
  }

  List<String> lines(List<String> subjects) {
    for (String subject : subjects) {
      if (subject.startsWith("vrrp/")) {
        status.getConfigList("vrrp").stream()
            .filter(vrrp -> subject.equals("vrrp/" + vrrp.getString("name")))
            .forEach(vrrp -> router(subject, vrrp));
      } else {
        server(subject);
      }
      text.add("");
    }
    return text.lines();
  }

  private void router(String subject, Config vrrp) {
    text.add(
        "%s: %s for %s",
        subject, vrrp.getString("state"), Paragraphs.duration(vrrp.getDouble("since_seconds")));
    StatusText.addresses(vrrp, text);
    text.add("  on         %s", vrrp.getString("link"));
    text.add("  master     %s", vrrp.getIsNull("master") ? "none known" : vrrp.getString("master"));
    vrrp.getStringList("disagreements").forEach(line -> text.add("  ! %s", line));
    history(subject);
  }

  private void server(String subject) {
    String[] path = subject.split("/", 3);
    for (Config proxy : status.getConfigList("proxies")) {
      if (!proxy.getString("name").equals(path[1])) {
        continue;
      }
      for (Config server : proxy.getConfigList("servers")) {
        if (server.getString("name").equals(path[2])) {
          server(subject, server);
        }
      }
    }
  }

  private void server(String subject, Config server) {
    text.add(
        "%s: %s, %d open connections",
        subject, server.getString("state"), server.getLong("connections"));
    text.add("  address    %s", server.getString("address"));
    text.add("  last check %s", server.getString("last_check"));
    if (!server.getString("order").equals("ready")) {
      text.add("  ! an operator ordered: %s", server.getString("order"));
    }
    history(subject);
  }

  private void history(String subject) {
    List<? extends Config> own =
        journal.stream().filter(entry -> entry.getString("subject").equals(subject)).toList();
    if (own.isEmpty()) {
      text.add("  because    nothing has happened to it since the start");
      return;
    }
    Config last = own.get(own.size() - 1);
    text.add("  because    %s: %s", last.getString("cause"), last.getString("evidence"));
    Advice.on(last.getString("code")).ifPresent(advice -> text.add("  look at    %s", advice));
    text.add("  how it came here (UTC, newest last)");
    own.stream().skip(Math.max(0, own.size() - limit)).forEach(this::transition);
  }

  private void transition(Config entry) {
    text.add(
        "    %s  %s -> %s",
        Paragraphs.instant(entry.getString("time")),
        entry.getString("from"),
        entry.getString("to"));
    text.add("        %s: %s", entry.getString("cause"), entry.getString("evidence"));
  }
}
