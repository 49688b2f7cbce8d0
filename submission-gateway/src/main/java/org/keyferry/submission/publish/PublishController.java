package org.keyferry.submission.publish;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keyferry.submission.log.NotAcknowledged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * The endpoint of phones.
 *
 * <p>in: {@code POST /v1/publish}; out: padded JSON
 */
@Controller
final class PublishController {
  static final String PATH = "/v1/publish";

  private static final Logger LOG = LoggerFactory.getLogger(PublishController.class);

  private final RequestReading requests;
  private final PublishSteps steps;
  private final PaddedReplies replies;
  private final UploadMetrics metrics;

  PublishController(
      RequestReading requests, PublishSteps steps, PaddedReplies replies, UploadMetrics metrics) {
    this.requests = requests;
    this.steps = steps;
    this.replies = replies;
    this.metrics = metrics;
  }

  @PostMapping(PATH)
  void publish(HttpServletRequest request, HttpServletResponse response) throws IOException {
    long start = System.nanoTime();
    PublishReply reply = reply(request);
    metrics.count(reply, System.nanoTime() - start);
    replies.write(reply, response);
  }

  private PublishReply reply(HttpServletRequest request) {
    try {
      return steps.publish(requests.read(request));
    } catch (UploadRefused e) {
      return e.reply();
    } catch (NotAcknowledged e) {
      return PublishReply.refused(
          ErrorCode.INTERNAL_ERROR, HttpStatus.SERVICE_UNAVAILABLE.value(), e.getMessage());
    } catch (RuntimeException e) {
      // Its message may hold what phones sent; where it happened can't.
      LOG.atError()
          .addKeyValue("failure", e.getClass().getName())
          .addKeyValue("at", e.getStackTrace().length == 0 ? "unknown" : e.getStackTrace()[0])
          .log("an upload failed by a defect of the gateway");
      return PublishReply.refused(
          ErrorCode.INTERNAL_ERROR, ErrorCode.INTERNAL_ERROR.status(), "the gateway failed");
    }
  }
}
