package org.keyferry.local.upload;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.keyferry.local.text.FailureText;
import org.keyferry.wire.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Uploads as phones do.
 *
 * <p>in: {@link PublishRequest}; out: {@code POST /v1/publish}
 */
public final class UploadClient {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST).build();
  private final URI publish;

  /**
   * @param gateway base URL of the gateway
   */
  public UploadClient(URI gateway) {
    this.publish = URI.create(gateway.toString().replaceFirst("/+$", "") + "/v1/publish");
  }

  /** The members of an answer that a phone looks at. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Body(Integer insertedExposures, String code, String error) {}

  /**
   * Sends the upload and waits for the answer.
   *
   * @throws IOException if there is no answer, or none of the gateway's
   */
  public UploadAnswer send(PublishRequest request) throws IOException, InterruptedException {
    var post =
        HttpRequest.newBuilder(publish)
            .timeout(LONGEST)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
            .build();
    var answer = answer(post);
    try {
      var body = JSON.readValue(answer.body(), Body.class);
      return new UploadAnswer(
          answer.statusCode(),
          body.insertedExposures() == null ? 0 : body.insertedExposures(),
          body.code() == null ? "" : body.code(),
          body.error() == null ? "" : body.error());
    } catch (JacksonException e) {
      throw new IOException(
          publish + " answered " + answer.statusCode() + " without the gateway's JSON", e);
    }
  }

  private HttpResponse<String> answer(HttpRequest post) throws IOException, InterruptedException {
    try {
      return http.send(post, BodyHandlers.ofString());
    } catch (IOException e) {
      var problem =
          new Problem(
              "submission gateway",
              publish.toString(),
              "an answer (does it run there? ./keyferry up starts one)",
              FailureText.of(e));
      throw new IOException(problem.toString(), e);
    }
  }
}
