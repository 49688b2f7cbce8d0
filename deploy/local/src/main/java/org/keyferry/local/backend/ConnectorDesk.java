package org.keyferry.local.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a Connect worker what to run.
 *
 * <p>in: properties; out: the worker's REST interface
 */
final class ConnectorDesk {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int CREATED = 201;
  private static final int OK = 200;

  private final URI worker;
  private final Readiness readiness;

  /**
   * @param worker its REST interface
   */
  ConnectorDesk(URI worker, Readiness readiness) {
    this.worker = worker;
    this.readiness = readiness;
  }

  /**
   * Waits for the worker, and has it run the connector with these properties.
   *
   * @throws CommandFailure if it is not ready in time, or refuses them
   */
  void put(String name, Map<String, String> properties) {
    readiness.awaitOk("the Connect worker", worker.resolve("/health"));
    var connector = worker.resolve("/connectors/" + name + "/config");
    var request =
        HttpRequest.newBuilder(connector)
            .timeout(LONGEST)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(properties)))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != OK && answer.statusCode() != CREATED) {
        throw new CommandFailure(
            new Problem(
                "connector " + name,
                connector.toString(),
                "status 200 or 201",
                answer.statusCode() + " " + answer.body()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not reach " + worker, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reaching " + worker, e);
    }
  }
}
