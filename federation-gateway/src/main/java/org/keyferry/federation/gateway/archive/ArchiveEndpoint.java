package org.keyferry.federation.gateway.archive;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.apache.coyote.CloseNowException;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.federation.gateway.access.AccessAudit;
import org.keyferry.federation.gateway.access.Judgement;
import org.keyferry.federation.gateway.access.PeerFilter;
import org.keyferry.federation.gateway.access.RefusalReason;
import org.keyferry.federation.gateway.answer.ProblemAnswer;
import org.keyferry.wire.peer.FeedName;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PhaseGate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestHandler;

/**
 * Shows an imported batch with its origin's signature, as it came: to the region whose keys are in
 * it, and to peers for which the peers document names {@code audit} among the feeds that they read.
 *
 * <p>in: {@code GET|HEAD /v1/audit/PEER/ORIGIN/DATE/TAG}; out: the object of that name below {@code
 * import/}, unchanged
 */
final class ArchiveEndpoint implements HttpRequestHandler {
  static final String PREFIX = "/v1/audit/";

  private static final Logger LOG = LoggerFactory.getLogger(ArchiveEndpoint.class);

  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final FeedName AUDITOR = new FeedName("audit");
  private static final String RETRY_SECONDS = "10";

  private final ObjectStore store;
  private final AccessAudit audit;
  private final InstantSource clock;

  ArchiveEndpoint(ObjectStore store, AccessAudit audit, InstantSource clock) {
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!READING.contains(request.getMethod())) {
      response.setHeader(HttpHeaders.ALLOW, "GET, HEAD");
      ProblemAnswer.send(
          response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "method", "expected GET or HEAD");
      return;
    }
    Optional<ArchivedBatch> batch =
        request.getQueryString() == null
            ? ArchivedBatch.of(request.getRequestURI().substring(PREFIX.length()))
            : Optional.empty();
    if (batch.isEmpty()) {
      ProblemAnswer.send(
          response,
          HttpServletResponse.SC_NOT_FOUND,
          "address",
          "expected /v1/audit/PEER/ORIGIN/DATE/TAG");
    } else {
      answer(batch.get(), request, response);
    }
  }

  private void answer(ArchivedBatch batch, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Judgement.Admitted who = PeerFilter.peer(request);
    if (maySee(who.peer(), batch)) {
      show(batch, request, response);
    } else {
      audit.refused(who.refused(RefusalReason.OTHER_FEED), "audit");
      ProblemAnswer.send(
          response,
          HttpServletResponse.SC_FORBIDDEN,
          RefusalReason.OTHER_FEED.label(),
          RefusalReason.OTHER_FEED.text());
    }
  }

  private boolean maySee(Peer peer, ArchivedBatch batch) {
    boolean isItsOwn = batch.origin().isPresent() && batch.origin().equals(peer.region());
    return PhaseGate.mayRead(peer, clock.instant()) && (isItsOwn || peer.reads().contains(AUDITOR));
  }

  private void show(ArchivedBatch batch, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<StoredObject> found;
    try {
      found = store.get(batch.objectName());
    } catch (IOException e) {
      LOG.atError().addKeyValue("problem", e.getMessage()).log("the archive can't be read");
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      ProblemAnswer.send(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "archive away",
          "the archive can't be read for now");
      return;
    }
    if (found.isEmpty()) {
      ProblemAnswer.send(
          response, HttpServletResponse.SC_NOT_FOUND, "not kept", "no such batch is kept");
      return;
    }
    try (StoredObject object = found.get()) {
      describe(object, response);
      if (request.getMethod().equals("GET")) {
        copy(object, response);
      }
    }
  }

  private static void describe(StoredObject object, HttpServletResponse response) {
    response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
    response.setContentLengthLong(object.head().size());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
  }

  private static void copy(StoredObject object, HttpServletResponse response) throws IOException {
    long sent = object.bytes().transferTo(response.getOutputStream());
    if (sent != object.head().size()) {
      throw new CloseNowException("the archive gave " + sent + " bytes", null);
    }
  }
}
