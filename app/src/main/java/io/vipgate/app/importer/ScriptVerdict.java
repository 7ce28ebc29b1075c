package io.vipgate.app.importer;

import java.util.regex.Pattern;

/** What replaces a check script. */
final class ScriptVerdict {
  private static final Pattern IS_PROXY_ALIVE =
      Pattern.compile(
          "(killall\\S*\\s+-0|pidof|pgrep|ps\\s|systemctl|service|kill\\s+-0)[\\s\\S]*(haproxy|nginx)");

  private ScriptVerdict() {}

  /**
   * The verdict.
   *
   * @param command what the script runs, with the text of its file as far as known
   */
  static Verdict of(CharSequence command) {
    return IS_PROXY_ALIVE.matcher(command).find()
        ? new Verdict(
            Fate.REPLACED,
            "proxy and virtual router are one process: when it dies, the kernel takes the addresses"
                + " off, and the peers take over")
        : new Verdict(
            Fate.LOST,
            "no script is run: the addresses follow this process and its interface; dead servers"
                + " are ejected by the proxy's checks, and the addresses stay");
  }
}
