package io.vipgate.app.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Which path answers what. Read only: the only methods are GET and HEAD. */
public final class Routes {
  private final Map<String, Supplier<CompletionStage<HttpReply>>> byPath = new TreeMap<>();

  /** Adds a path; the answer may come from another thread. */
  public Routes get(String path, Supplier<CompletionStage<HttpReply>> answer) {
    byPath.put(path, answer);
    return this;
  }

  /** Never fails: what goes wrong is an answer too. */
  CompletionStage<HttpReply> answer(String method, String uri) {
    Supplier<CompletionStage<HttpReply>> route = byPath.get(pathOf(uri));
    if (route == null) {
      return reply(
          404, "path: value: " + pathOf(uri) + " (expected: " + List.copyOf(byPath.keySet()) + ")");
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return reply(405, "method: value: " + method + " (expected: GET or HEAD)");
    }
    return route
        .get()
        .exceptionally(failure -> HttpReply.text(500, "failed: " + failure.getMessage() + "\n"));
  }

  private static String pathOf(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  private static CompletionStage<HttpReply> reply(int status, String text) {
    return CompletableFuture.completedFuture(HttpReply.text(status, text + "\n"));
  }
}
