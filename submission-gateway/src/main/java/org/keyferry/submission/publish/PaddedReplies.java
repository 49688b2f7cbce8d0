package org.keyferry.submission.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes replies, each padded to a random size.
 *
 * <p>in: {@link PublishReply}; out: JSON and headers of the HTTP reply
 */
final class PaddedReplies {
  private static final String API_VERSION = "x-api-version";

  private final ReplyPadding padding;
  private final String retryAfter;
  private final ObjectWriter writer = JsonMapper.shared().writerFor(Body.class);

  /**
   * @param retryAfter when to try again what could not be submitted now
   */
  PaddedReplies(ReplyPadding padding, Duration retryAfter) {
    this.padding = padding;
    this.retryAfter = String.valueOf(retryAfter.toSeconds());
  }

  void write(PublishReply reply, HttpServletResponse response) throws IOException {
    byte[] body =
        writer.writeValueAsBytes(
            new Body(
                reply.revisionToken(),
                reply.insertedExposures(),
                reply.error(),
                reply.code().map(ErrorCode::text).orElse(""),
                padding.next(),
                reply.warnings()));
    response.setStatus(reply.status());
    response.setHeader(API_VERSION, "v1");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (reply.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, retryAfter);
    }
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** What is 0 or empty is left out. */
  record Body(
      @JsonInclude(Include.NON_EMPTY) String revisionToken,
      @JsonInclude(Include.NON_DEFAULT) int insertedExposures,
      @JsonInclude(Include.NON_EMPTY) String error,
      @JsonInclude(Include.NON_EMPTY) String code,
      String padding,
      @JsonInclude(Include.NON_EMPTY) List<String> warnings) {}
}
