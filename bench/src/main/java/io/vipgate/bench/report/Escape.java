package io.vipgate.bench.report;

/** Text in XML. */
final class Escape {
  private Escape() {}

  static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
