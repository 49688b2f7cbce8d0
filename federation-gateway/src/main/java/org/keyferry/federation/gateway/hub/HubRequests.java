package org.keyferry.federation.gateway.hub;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.keyferry.federation.gateway.access.PeerFilter;
import org.keyferry.federation.gateway.answer.ProblemAnswer;
import org.keyferry.federation.gateway.feed.PeerLoad;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What both hubs do with every request: who asks, how much is read, how refusals are told. */
final class HubRequests {
  private static final Logger LOG = LoggerFactory.getLogger(HubRequests.class);

  private final InstantSource clock;
  private final int largestBody;
  private final PeerLoad load;

  HubRequests(InstantSource clock, int largestBody, PeerLoad load) {
    this.clock = clock;
    this.largestBody = largestBody;
    this.load = load;
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
      answer(asker(request, now), answering, now).send(response);
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

  /** A peer that asks for more at once harms itself only. */
  private HubAnswer answer(Uploader asker, Answering answering, Instant now)
      throws HubRefusal, IOException {
    if (!load.enter(asker.peer().id())) {
      throw new HubRefusal(
          PeerLoad.TOO_MANY_REQUESTS, "too much at once", "fewer requests at once", "one more");
    }
    try {
      return answering.answer(asker, now);
    } finally {
      load.leave(asker.peer().id());
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
