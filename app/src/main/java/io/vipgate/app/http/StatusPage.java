package io.vipgate.app.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The page for people at {@code /}: one file, which asks nobody but this process. */
public final class StatusPage {
  private StatusPage() {}

  /** Read each time: it is seldom asked for, and nothing of it stays in memory. */
  public static HttpReply reply() {
    try (InputStream page =
        Objects.requireNonNull(StatusPage.class.getResourceAsStream("status.html"))) {
      return new HttpReply(
          200, "text/html; charset=utf-8", new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
