package io.vipgate.app.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The page for people at {@code /}: one file, which asks nobody but this process. */
public final class StatusPage {
  /** Where the state goes; no end of a script can be in it then, whatever names there are. */
  private static final String PLACE = "{{status}}";

  private StatusPage() {}

  /**
   * The page with the state in it, so that it shows something before its first event. Read each
   * time: it is seldom asked for, and nothing of it stays in memory.
   *
   * @param status as {@code /status} answers
   */
  public static HttpReply reply(String status) {
    try (InputStream page =
        Objects.requireNonNull(StatusPage.class.getResourceAsStream("status.html"))) {
      return new HttpReply(
          200,
          "text/html; charset=utf-8",
          new String(page.readAllBytes(), StandardCharsets.UTF_8)
              .replace(PLACE, status.replace("<", "\\u003c")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
