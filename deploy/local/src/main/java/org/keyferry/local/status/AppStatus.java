package org.keyferry.local.status;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyferry.local.keys.SigningKeyList;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the apps of a running backend.
 *
 * <p>in: base URLs; out: what their actuators say
 */
public final class AppStatus {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, ConnectStatus.Expanded>> CONNECTORS =
      new TypeReference<>() {};
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST).build();

  /** Whether the app says that it is ready. */
  public boolean isReady(String app) throws InterruptedException {
    return get(app, "/actuator/health/readiness").isPresent();
  }

  /** The buckets, or empty if the processor does not answer. */
  public Optional<BucketStatus> buckets(String processor) throws InterruptedException {
    return read(processor, "/actuator/buckets", BucketStatus.class);
  }

  /** The newest batches, or empty if the exporter does not answer. */
  public Optional<BatchStatus> batches(String exporter) throws InterruptedException {
    return read(exporter, "/actuator/batches", BatchStatus.class);
  }

  /** The connectors, or empty if the worker does not answer. */
  Optional<List<ConnectStatus>> connectors(String worker) throws InterruptedException {
    return get(worker, "/connectors?expand=status")
        .map(body -> {
          try {
            return ConnectStatus.of(JSON.readValue(body, CONNECTORS));
          } catch (JacksonException e) {
            throw new IllegalStateException("the Connect worker answered with other JSON", e);
          }
        });
  }

  /** What an app says at the path, or empty if it does not answer. */
  public <T> Optional<T> read(String app, String path, Class<T> type) throws InterruptedException {
    return get(app, path).map(body -> read(body, type));
  }

  /** The signing keys, or empty if the exporter does not answer. */
  public Optional<SigningKeyList> signingKeys(String exporter) throws InterruptedException {
    return get(exporter, "/actuator/signingkeys").map(body -> read(body, SigningKeyList.class));
  }

  private Optional<String> get(String app, String path) throws InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(app + path)).timeout(LONGEST).build();
    try {
      return Optional.of(http.send(request, BodyHandlers.ofString()))
          .filter(answer -> answer.statusCode() == OK)
          .map(HttpResponse::body);
    } catch (IOException e) {
      // No answer is an answer: the app is down.
      return Optional.empty();
    }
  }

  private static <T> T read(String body, Class<T> type) {
    try {
      return JSON.readValue(body, type);
    } catch (JacksonException e) {
      throw new IllegalStateException("an app answered with other JSON than its own", e);
    }
  }
}
