package io.vipgate.app.proxy;

/**
 * One server of one proxy, written {@code PROXY/SERVER} as in the commands. Names of proxies hold
 * no slash.
 */
record Target(String proxy, String server) {

  static Target parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("server: value: " + text + " (expected: PROXY/SERVER)");
    }
    return new Target(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public String toString() {
    return proxy + "/" + server;
  }
}
