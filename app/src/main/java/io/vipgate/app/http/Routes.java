package io.vipgate.app.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Which method and path answers what. */
public final class Routes {
  /** By path; what a GET can, a HEAD can as well. */
  private final Map<String, Route> byPath = new TreeMap<>();

  private final Map<String, Supplier<CompletionStage<String>>> streams = new TreeMap<>();

  private record Route(String method, Function<String, CompletionStage<HttpReply>> answer) {
    boolean takes(String asked) {
      return asked.equals(method) || (asked.equals("HEAD") && method.equals("GET"));
    }
  }

  /** Adds a path to read; the answer may come from another thread. */
  public Routes get(String path, Supplier<CompletionStage<HttpReply>> answer) {
    byPath.put(path, new Route("GET", query -> answer.get()));
    return this;
  }

  /** Adds a path that changes something; the answer may come from another thread. */
  public Routes post(String path, Supplier<CompletionStage<HttpReply>> answer) {
    byPath.put(path, new Route("POST", query -> answer.get()));
    return this;
  }

  /**
   * Adds a path that changes something; the answer may come from another thread.
   *
   * @param answer is given what stands behind the question mark, or nothing
   */
  public Routes postWith(String path, Function<String, CompletionStage<HttpReply>> answer) {
    byPath.put(path, new Route("POST", answer));
    return this;
  }

  /** Adds a stream of server-sent events: what {@code source} says, each second. */
  public Routes stream(String path, Supplier<CompletionStage<String>> source) {
    streams.put(path, source);
    return this;
  }

  /** The stream that a GET of this path asks for. */
  Optional<Supplier<CompletionStage<String>>> streamOf(String method, String uri) {
    return method.equals("GET") ? Optional.ofNullable(streams.get(pathOf(uri))) : Optional.empty();
  }

  /** Never fails: what goes wrong is an answer too. */
  CompletionStage<HttpReply> answer(String method, String uri) {
    Route route = byPath.get(pathOf(uri));
    if (route == null) {
      return reply(
          404, "path: value: " + pathOf(uri) + " (expected: " + List.copyOf(byPath.keySet()) + ")");
    }
    if (!route.takes(method)) {
      return reply(405, "method: value: " + method + " (expected: " + route.method() + ")");
    }
    return route
        .answer()
        .apply(queryOf(uri))
        .exceptionally(failure -> HttpReply.text(500, "failed: " + failure.getMessage() + "\n"));
  }

  private static String pathOf(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  private static String queryOf(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? "" : uri.substring(query + 1);
  }

  private static CompletionStage<HttpReply> reply(int status, String text) {
    return CompletableFuture.completedFuture(HttpReply.text(status, text + "\n"));
  }
}
