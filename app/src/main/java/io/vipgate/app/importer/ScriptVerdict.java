package io.vipgate.app.importer;

import java.util.Set;
import java.util.regex.Pattern;

/** What becomes of a check script. */
final class ScriptVerdict {
  private static final Pattern IS_PROXY_ALIVE =
      Pattern.compile(
          "(killall\\S*\\s+-0|pidof|pgrep|ps\\s|systemctl|service|kill\\s+-0)[\\s\\S]*(haproxy|nginx)");
  private static final Pattern ASKS =
      Pattern.compile("\\b(curl|wget|nc|ncat|openssl|telnet|nmap|check_http|/dev/tcp)\\b");
  private static final Pattern ASKS_APISERVER =
      Pattern.compile(
          "/(healthz|livez|readyz)\\b|kube-?apiserver|(localhost|127\\.0\\.0\\.1):6443");

  private ScriptVerdict() {}

  /**
   * The verdict.
   *
   * @param command what the script runs, with the text of its file as far as known
   * @param servers addresses, and ports after a colon, of what the proxy balances over and where it
   *     listens
   */
  static Verdict of(CharSequence command, Set<String> servers) {
    if (IS_PROXY_ALIVE.matcher(command).find()) {
      return new Verdict(
          Fate.REPLACED,
          "proxy and virtual router are one process: when it dies, the kernel takes the addresses"
              + " off, and the peers take over");
    }
    boolean asksServers =
        asksOneOf(command, servers)
            || (ASKS.matcher(command).find() && ASKS_APISERVER.matcher(command).find());
    return asksServers
        ? new Verdict(
            Fate.REPLACED,
            "the proxy's checks: a dead server is ejected, and the addresses stay, since moving them"
                + " would not bring it back; track.NAME with type = servers is there for a master"
                + " that alone may lose them")
        : new Verdict(Fate.CARRIED, "");
  }

  /** Whether it connects to one of these addresses or ports. */
  static boolean asksOneOf(CharSequence command, Set<String> targets) {
    return ASKS.matcher(command).find()
        && targets.stream()
            .anyMatch(
                target ->
                    Pattern.compile(Pattern.quote(target) + "(?!\\d)").matcher(command).find());
  }
}
