package io.vipgate.app.notify;

import io.vipgate.app.journal.JournalEntry;
import io.vipgate.app.journal.JournalLine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Posts each entry of the journal as a JSON object. */
final class Webhook implements Courier.Receiver<JournalEntry> {
  private static final int FIRST_REFUSAL = 300;

  private final URI uri;
  private final Duration timeout;
  private final HttpClient client;

  Webhook(URI uri, Duration timeout) {
    this.uri = uri;
    this.timeout = timeout;
    this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  @Override
  public void receive(JournalEntry entry) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JournalLine.format(entry)))
            .build();
    int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status >= FIRST_REFUSAL) {
      throw new IOException(uri + ": status: value: " + status + " (expected: 200 to 299)");
    }
  }
}
