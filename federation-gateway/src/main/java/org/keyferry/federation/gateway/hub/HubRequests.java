package org.keyferry.federation.gateway.hub;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.keyferry.federation.gateway.access.PeerFilter;
import org.keyferry.federation.gateway.answer.ProblemAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What both hubs do with every request: who asks, how much is read, how refusals are told. */
final class HubRequests {
  private static final Logger LOG = LoggerFactory.getLogger(HubRequests.class);

  private final InstantSource clock;
  private final int largestBody;

  HubRequests(InstantSource clock, int largestBody) {
    this.clock = clock;
    this.largestBody = largestBody;
  }

  /** Answers one request. */
  @FunctionalInterface
  interface Answering {
    HubAnswer answer(Uploader asker, Instant now) throws HubRefusal, IOException;
  }

  void answer(HttpServletRequest request, HttpServletResponse response, Answering answering)
      throws IOException {
    Instant now = clock.instant();
    try {
      answering.answer(asker(request, now), now).send(response);
    } catch (HubRefusal e) {
      ProblemAnswer.send(response, e.status(), e.title(), e.getMessage());
    } catch (IOException e) {
      if (response.isCommitted()) {
        throw e;
      }
      LOG.atError().setCause(e).log("A request to a hub failed");
      response.setHeader("Retry-After", "30");
      ProblemAnswer.send(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "not now",
          "what is stored can't be reached for now, try again later");
    }
  }

  private static Uploader asker(HttpServletRequest request, Instant now) throws HubRefusal {
    var admitted = PeerFilter.peer(request);
    return Uploader.of(admitted, Optional.of(PeerFilter.certificate(request)), now);
  }

  /**
   * The body of a request.
   *
   * @throws HubRefusal 413 if it is too large
   */
  byte[] body(HttpServletRequest request) throws HubRefusal, IOException {
    if (request.getContentLengthLong() <= largestBody) {
      byte[] body = request.getInputStream().readNBytes(largestBody + 1);
      if (body.length <= largestBody) {
        return body;
      }
    }
    throw new HubRefusal(413, "body", "at most " + largestBody + " bytes", "more");
  }
}
