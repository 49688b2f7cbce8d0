package org.keyferry.client.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks origins or their CDN. It keeps no cookies, follows no redirect to anywhere, and says nothing
 * of language or device. For any number of threads.
 *
 * <p>in: HTTP; out: its answers
 */
public final class DirectTransport implements Transport, AutoCloseable {
  private static final String AN_ANSWER = "an answer (does it run there?)";

  private final Duration longest;
  private final int most;
  private final HttpClient http;

  /**
   * @param longest time for an answer with its body
   * @param most bytes of an answer
   */
  public DirectTransport(Duration longest, int most) {
    this.longest = longest;
    this.most = most;
    this.http =
        HttpClient.newBuilder().followRedirects(Redirect.NEVER).connectTimeout(longest).build();
  }

  /** A minute, 64 MiB: what one file may have at most. */
  public DirectTransport() {
    this(Duration.ofMinutes(1), 64 << 20);
  }

  @Override
  public Answer get(Request request) throws IOException, InterruptedException {
    var builder = HttpRequest.newBuilder(request.uri()).timeout(longest);
    request.headers().forEach(builder::header);
    CompletableFuture<HttpResponse<ReceivedBody>> coming =
        http.sendAsync(builder.build(), info -> new ReceivedBody.Receiver(most));
    try {
      HttpResponse<ReceivedBody> answer = coming.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      ReceivedBody body = answer.body();
      if (body.isTooLarge()) {
        throw Answer.broken("size", request.uri(), "at most " + most + " bytes", "more");
      }
      return new Answer(answer.statusCode(), firsts(answer), body.bytes(), body.isWhole());
    } catch (TimeoutException e) {
      coming.cancel(true);
      throw new IOException(
          Answer.broken("answer", request.uri(), "one in " + longest.toSeconds() + " s", "none")
              .getMessage(),
          e);
    } catch (ExecutionException e) {
      throw new IOException(
          Answer.broken("origin", request.uri(), AN_ANSWER, reason(e.getCause())).getMessage(), e);
    }
  }

  /** Why none came, in a few words for people. */
  private static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "no such host";
      }
    }
    return switch (failure) {
      case HttpTimeoutException _ -> "nothing in time";
      case ConnectException _ -> "no connection";
      case null -> "a failure";
      default -> failure.getMessage() == null ? "a broken connection" : failure.getMessage();
    };
  }

  private static Map<String, String> firsts(HttpResponse<?> answer) {
    var firsts = new HashMap<String, String>();
    answer.headers().map().forEach((name, values) -> firsts.put(name, values.getFirst()));
    return firsts;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
