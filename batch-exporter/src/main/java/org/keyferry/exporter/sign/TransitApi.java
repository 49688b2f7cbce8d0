package org.keyferry.exporter.sign;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.keyferry.exporter.settings.TransitService;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.SigningFailed;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One key management service over HTTP. What it answers is bounded in time and size; when it asks
 * for a pause ({@code Retry-After}) it gets one.
 *
 * <p>in: paths below {@code ENDPOINT/v1/} and JSON; out: the {@code data} of the answers
 */
final class TransitApi {
  private static final int LARGEST_ANSWER = 256 * 1024;

  private final HttpClient client;
  private final TransitService service;
  private final SecretFile token;
  private final InstantSource clock;
  private volatile Instant pausedUntil = Instant.MIN;

  TransitApi(TransitService service, InstantSource clock) {
    this.service = service;
    this.token = new SecretFile(service.tokenFile(), "token");
    this.clock = clock;
    this.client = HttpClient.newBuilder().connectTimeout(service.timeout()).build();
  }

  /**
   * @throws SignerUnavailable if there is no answer in time, or one that says to come again
   * @throws SigningFailed if the service refuses, or answers something else
   */
  JsonNode get(String path) throws IOException {
    return call(path, request(path).GET().build());
  }

  /**
   * @throws SignerUnavailable if there is no answer in time, or one that says to come again
   * @throws SigningFailed if the service refuses, or answers something else
   */
  JsonNode post(String path, JsonNode body) throws IOException {
    return call(
        path,
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  private HttpRequest.Builder request(String path) throws IOException {
    String base = service.endpoint().toString().replaceFirst("/+$", "");
    return HttpRequest.newBuilder(URI.create(base + "/v1/" + path))
        .header("Authorization", "Bearer " + token.read())
        .header("X-Vault-Request", "true")
        .header("Accept", "application/json");
  }

  private JsonNode call(String path, HttpRequest request) throws IOException {
    if (clock.instant().isBefore(pausedUntil)) {
      throw unavailable(path, "a pause until " + pausedUntil + ", which it asked for", null);
    }
    HttpResponse<byte[]> answer = exchange(path, request);
    int status = answer.statusCode();
    if (isTransient(status)) {
      pausedUntil = RetryAfter.of(answer.headers(), clock.instant());
      throw unavailable(path, "status " + status, null);
    }
    if (status != 200) {
      throw new SigningFailed(problem(path, "status 200", "status " + status + hint(status)));
    }
    return data(path, answer.body());
  }

  /** The whole answer, body included, within the timeout. */
  private HttpResponse<byte[]> exchange(String path, HttpRequest request) throws IOException {
    var handler = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER);
    var answer = client.sendAsync(request, handler);
    try {
      return answer.get(service.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw unavailable(path, "none within " + seconds(service.timeout()), e);
    } catch (ExecutionException e) {
      throw unavailable(path, String.valueOf(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw unavailable(path, "an interruption", e);
    }
  }

  private JsonNode data(String path, byte[] body) throws SigningFailed {
    try {
      return new JsonMapper().readTree(body).path("data");
    } catch (JacksonException e) {
      // Without the cause: its text shows parts of the answer.
      throw new SigningFailed(problem(path, "JSON", "something else"));
    }
  }

  /** Too many requests, not yet in step with its primary, sealed, overloaded, down. */
  private static boolean isTransient(int status) {
    return status == 408 || status == 412 || status == 429 || status >= 500;
  }

  private String hint(int status) {
    return switch (status) {
      case 401, 403 -> ": the token in " + service.tokenFile() + " does not allow it";
      case 404 -> ": no such key or mount";
      default -> "";
    };
  }

  private SignerUnavailable unavailable(String path, String actual, Throwable cause) {
    return new SignerUnavailable(problem(path, "an answer", actual), cause);
  }

  private Problem problem(String path, String expected, String actual) {
    return new Problem("answer", service.endpoint() + " to " + path, expected, actual);
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
