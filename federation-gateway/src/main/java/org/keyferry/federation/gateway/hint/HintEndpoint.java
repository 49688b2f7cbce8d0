package org.keyferry.federation.gateway.hint;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import org.keyferry.federation.gateway.access.AccessAudit;
import org.keyferry.federation.gateway.access.Judgement;
import org.keyferry.federation.gateway.access.PeerFilter;
import org.keyferry.federation.gateway.access.RefusalReason;
import org.keyferry.federation.gateway.answer.ProblemAnswer;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestHandler;

/**
 * Takes hints of peers from which we read, as callbacks of EFGS hubs and as webhooks. What counts
 * is whose certificate the connection has: the peer is asked where the peers document says, and
 * nothing that a hint says is ever asked.
 *
 * <p>in: {@code GET /v1/hints?batchTag=TAG&date=DATE}, {@code POST /v1/hints}; out: {@code
 * peers.hints}
 */
final class HintEndpoint implements HttpRequestHandler {
  static final String PATH = "/v1/hints";

  private static final Logger LOG = LoggerFactory.getLogger(HintEndpoint.class);
  private static final Set<String> METHODS = Set.of("GET", "POST");
  private static final int MOST_BYTES = 4096;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String RETRY_SECONDS = "10";

  private final HintLog log;
  private final HintPace pace;
  private final PeerUrl urls;
  private final AccessAudit audit;
  private final Counted counted;

  /**
   * What it is seen and timed by.
   *
   * @param metrics what operators see
   */
  record Counted(MeterRegistry metrics, InstantSource clock) {
    void count(Peer peer, String outcome) {
      metrics
          .counter("keyferry.federation.hints", "peer", peer.id().value(), "outcome", outcome)
          .increment();
    }
  }

  HintEndpoint(HintLog log, HintPace pace, PeerUrl urls, AccessAudit audit, Counted counted) {
    this.log = log;
    this.pace = pace;
    this.urls = urls;
    this.audit = audit;
    this.counted = counted;
  }

  @Override
  public void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Judgement.Admitted who = PeerFilter.peer(request);
    Peer peer = who.peer();
    if (!METHODS.contains(request.getMethod())) {
      response.setHeader(HttpHeaders.ALLOW, "GET, POST");
      ProblemAnswer.send(
          response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "method", "expected GET or POST");
    } else if (!peer.isActive(counted.clock().instant()) || peer.pulls().isEmpty()) {
      refuse(response, who, RefusalReason.PHASE, HttpServletResponse.SC_FORBIDDEN);
    } else if (!pace.enter(peer.id())) {
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(HintPace.WINDOW.toSeconds()));
      refuse(response, who, RefusalReason.TOO_MUCH, TOO_MANY_REQUESTS);
    } else {
      take(peer, request, response);
    }
  }

  private void take(Peer peer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      check(peer, request);
      log.append(peer.id());
      counted.count(peer, "taken");
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
    } catch (MalformedBatch e) {
      counted.count(peer, "malformed");
      ProblemAnswer.send(
          response, HttpServletResponse.SC_BAD_REQUEST, e.problem().what(), e.problem().toString());
    } catch (IOException e) {
      counted.count(peer, "failed");
      LOG.atWarn().setCause(e).addKeyValue("peer", peer.id()).log("a hint was lost");
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      ProblemAnswer.send(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "brokers away",
          "the hint can't be taken for now");
    }
  }

  private void check(Peer peer, HttpServletRequest request) throws IOException, MalformedBatch {
    if (request.getMethod().equals("GET")) {
      Hint.checkCallback(request.getParameter("batchTag"), request.getParameter("date"));
    } else {
      Hint.checkWebhook(request.getInputStream().readNBytes(MOST_BYTES), urls, peer.pulls());
    }
  }

  private void refuse(
      HttpServletResponse response, Judgement.Admitted who, RefusalReason reason, int status)
      throws IOException {
    counted.count(who.peer(), reason.label());
    audit.refused(who.refused(reason), "hint");
    ProblemAnswer.send(response, status, reason.label(), reason.text());
  }
}
