package io.vipgate.app.cli;

import com.typesafe.config.Config;
import io.vipgate.app.journal.Advice;
import io.vipgate.vrrp.packet.DropReason;
import io.vipgate.vrrp.router.Notice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

  /**
   * Everything that can be explained: {@code vrrp/NAME}, {@code proxy/NAME} and {@code
   * server/PROXY/NAME}.
   */
  List<String> subjects() {
    List<String> subjects = new ArrayList<>();
    status.getConfigList("vrrp").forEach(vrrp -> subjects.add("vrrp/" + vrrp.getString("name")));
    for (Config proxy : status.getConfigList("proxies")) {
      subjects.add("proxy/" + proxy.getString("name"));
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
      String kind = subject.substring(0, subject.indexOf('/'));
      switch (kind) {
        case "vrrp" -> named(subject, "vrrp").forEach(vrrp -> router(subject, vrrp));
        case "proxy" -> named(subject, "proxies").forEach(proxy -> proxy(subject, proxy));
        default -> server(subject);
      }
      text.add("");
    }
    return text.lines();
  }

  private List<? extends Config> named(String subject, String list) {
    String name = subject.substring(subject.indexOf('/') + 1);
    return status.getConfigList(list).stream()
        .filter(one -> one.getString("name").equals(name))
        .toList();
  }

  private void proxy(String subject, Config proxy) {
    List<? extends Config> servers = proxy.getConfigList("servers");
    long ready =
        servers.stream().filter(server -> server.getString("state").equals("READY")).count();
    text.add("%s: %d of %d servers ready", subject, ready, servers.size());
    List<String> troubles = ProxyTroubles.of(proxy);
    troubles.forEach(trouble -> text.add("  ! %s", trouble));
    if (troubles.isEmpty()) {
      text.add("  it balances over those that are ready");
    }
  }

  private void router(String subject, Config vrrp) {
    text.add(
        "%s: %s for %s",
        subject, vrrp.getString("state"), Paragraphs.duration(vrrp.getDouble("since_seconds")));
    StatusText.addresses(vrrp, text);
    text.add("  on         %s", vrrp.getString("link"));
    text.add("  master     %s", vrrp.getIsNull("master") ? "none known" : vrrp.getString("master"));
    for (String line : vrrp.getStringList("disagreements")) {
      text.add("  ! %s", line);
      adviceOnPeer(line).ifPresent(advice -> text.add("  look at    %s", advice));
    }
    history(subject, vrrp.getString("state"));
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
    history(subject, server.getString("state"));
  }

  private void history(String subject, String state) {
    List<? extends Config> own =
        journal.stream().filter(entry -> entry.getString("subject").equals(subject)).toList();
    if (own.isEmpty()) {
      text.add("  because    nothing has happened to it since the start");
      return;
    }
    int last = lastTransition(own, state);
    reason("because  ", own.get(last));
    own.subList(last + 1, own.size()).stream()
        .skip(Math.max(0, own.size() - last - 1 - limit))
        .forEach(entry -> reason("and since", entry));
    text.add("  how it came here (UTC, newest last)");
    own.stream().skip(Math.max(0, own.size() - limit)).forEach(this::transition);
  }

  /** The one that led to the state; after it there may be what did not change it. */
  private static int lastTransition(List<? extends Config> own, String state) {
    for (int i = own.size() - 1; i >= 0; i--) {
      String to = own.get(i).getString("to");
      if (to.equals(state) && !to.equals(own.get(i).getString("from"))) {
        return i;
      }
    }
    return own.size() - 1;
  }

  private void reason(String title, Config entry) {
    text.add("  %s  %s: %s", title, entry.getString("cause"), entry.getString("evidence"));
    Advice.on(entry.getString("code")).ifPresent(advice -> text.add("  look at    %s", advice));
  }

  /** By the sentence in the line, which is that of a reason not to believe a peer. */
  private static Optional<String> adviceOnPeer(String disagreement) {
    Stream<Map.Entry<String, String>> known =
        Stream.concat(
            Arrays.stream(DropReason.values())
                .map(reason -> Map.entry(reason.sentence(), reason.label())),
            Arrays.stream(Notice.Kind.values())
                .map(kind -> Map.entry(kind.sentence(), kind.label())));
    return known
        .filter(entry -> disagreement.contains(": " + entry.getKey()))
        .findFirst()
        .flatMap(entry -> Advice.on(entry.getValue()));
  }

  private void transition(Config entry) {
    text.add(
        "    %s  %s",
        Paragraphs.instant(entry.getString("time")),
        Paragraphs.change(entry.getString("from"), entry.getString("to")));
    text.add("        %s: %s", entry.getString("cause"), entry.getString("evidence"));
  }
}
