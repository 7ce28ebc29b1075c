package io.vipgate.app.http;

/**
 * What an endpoint answers.
 *
 * @param status HTTP status code
 * @param contentType value of the {@code Content-Type} header
 * @param body the whole answer, sent in UTF-8
 */
public record HttpReply(int status, String contentType, String body) {

  /** Plain text. */
  public static HttpReply text(int status, String text) {
    return new HttpReply(status, "text/plain; charset=utf-8", text);
  }

  /** JSON. */
  public static HttpReply json(int status, String json) {
    return new HttpReply(status, "application/json", json);
  }
}
