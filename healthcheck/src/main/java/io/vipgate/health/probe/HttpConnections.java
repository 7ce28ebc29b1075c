package io.vipgate.health.probe;

/** What an HTTP probe asks over. */
public enum HttpConnections {
  /**
   * HTTP/1.1, kept from one look to the next: no handshake, and the connection's end tells of the
   * server's at once. Renewed about every five minutes, so that what only new connections meet is
   * met.
   */
  KEPT("keep", "HTTP/1.1, kept for the next look and renewed every five minutes or so"),
  /** HTTP/1.1, a new one for each look. */
  FRESH("fresh", "HTTP/1.1, a new one for each look"),
  /**
   * A new one for each look, in HTTP/2 if the server agrees (ALPN, RFC 7301), else in HTTP/1.1;
   * without TLS always in HTTP/1.1.
   */
  HTTP2("http2", "a new one for each look, in HTTP/2 if a TLS server agrees to it");

  private final String label;
  private final String summary;

  HttpConnections(String label, String summary) {
    this.label = label;
    this.summary = summary;
  }

  /** The name in the configuration. */
  public String label() {
    return label;
  }

  /** What it does, in half a sentence for the reference page. */
  public String summary() {
    return summary;
  }
}
