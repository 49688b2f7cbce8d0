package org.keyferry.exporter.stamp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.keyferry.wire.Problem;

/**
 * An authority that is asked over HTTP (RFC 3161, 3.4). Nothing goes to it but the query.
 *
 * <p>in: {@code application/timestamp-query}; out: {@code application/timestamp-reply}
 */
final class RemoteAuthority implements TimeStampAuthority {
  static final String QUERY = "application/timestamp-query";
  static final String REPLY = "application/timestamp-reply";
  private static final int OK = 200;

  private final URI url;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * @param timeout for the whole answer
   */
  RemoteAuthority(URI url, Duration timeout) {
    this.url = url;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  @Override
  public byte[] answer(byte[] query) throws IOException {
    var request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", QUERY)
            .header("Accept", REPLY)
            .POST(BodyPublishers.ofByteArray(query))
            .build();
    var answer =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
    HttpResponse<byte[]> response = await(answer);
    String type = response.headers().firstValue("Content-Type").orElse("none");
    if (response.statusCode() != OK || !type.split(";", 2)[0].strip().equalsIgnoreCase(REPLY)) {
      throw new TokenRefused(
          new Problem(
              "answer of the time-stamp authority",
              url.toString(),
              "status " + OK + " and " + REPLY,
              "status " + response.statusCode() + " and another type or none"));
    }
    return response.body();
  }

  /** The timeout of a request ends with the head of its answer; the body has to come in it, too. */
  private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer)
      throws IOException {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException(url + " has not answered within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new IOException(url + " gave no answer: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + url, e);
    }
  }
}
