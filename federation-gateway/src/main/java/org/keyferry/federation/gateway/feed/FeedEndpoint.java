package org.keyferry.federation.gateway.feed;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.keyferry.federation.gateway.access.AccessAudit;
import org.keyferry.federation.gateway.access.Judgement;
import org.keyferry.federation.gateway.access.PeerFilter;
import org.keyferry.federation.gateway.access.RefusalReason;
import org.keyferry.federation.gateway.answer.ProblemAnswer;
import org.keyferry.federation.gateway.feed.FeedPath.Reading;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestHandler;

/**
 * Answers peers that ask for their feeds, as {@code docs/federation-feed.md} says.
 *
 * <p>in: {@code GET|HEAD /v1/a2a/keys[/CHUNK]}, {@code GET|HEAD /v1/REGION/keys[/CHUNK]}; out: the
 * export file of that number below {@code private/} in the store, unchanged
 */
final class FeedEndpoint implements HttpRequestHandler {
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final PublishedFeeds feeds;
  private final ChunkAnswers answers;
  private final PeerLoad load;
  private final AccessAudit audit;
  private final InstantSource clock;

  FeedEndpoint(
      PublishedFeeds feeds,
      ChunkAnswers answers,
      PeerLoad load,
      AccessAudit audit,
      InstantSource clock) {
    this.feeds = feeds;
    this.answers = answers;
    this.load = load;
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
    switch (FeedPath.read(request.getRequestURI(), request.getQueryString())) {
      case Reading.Right right -> answer(right.path(), request, response);
      case Reading.NoFeed _ ->
          ProblemAnswer.send(
              response,
              HttpServletResponse.SC_NOT_FOUND,
              "address",
              "expected /v1/a2a/keys, /v1/REGION/keys, or one of them with /CHUNK");
      case Reading.NoNumber _ ->
          ProblemAnswer.send(
              response,
              HttpServletResponse.SC_BAD_REQUEST,
              "chunk",
              "expected a number from 1, without leading zeros, of at most 18 digits");
    }
  }

  private void answer(FeedPath path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Judgement.Admitted who = PeerFilter.peer(request);
    Instant now = clock.instant();
    Optional<RefusalReason> refusal =
        FeedAccess.refusal(who, path.address(), feeds.feedId(path.address()), now);
    if (refusal.isPresent()) {
      refuse(response, who, refusal.get(), HttpServletResponse.SC_FORBIDDEN);
    } else if (!load.enter(who.peer().id())) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      refuse(response, who, RefusalReason.TOO_MUCH, PeerLoad.TOO_MANY_REQUESTS);
    } else {
      try {
        FeedAnswer answer = feeds.ask(path.address(), path.chunk());
        answers.send(answer, path.address(), who.peer(), request, response);
      } finally {
        load.leave(who.peer().id());
      }
    }
  }

  private void refuse(
      HttpServletResponse response, Judgement.Admitted who, RefusalReason reason, int status)
      throws IOException {
    audit.refused(who.refused(reason), "feed");
    ProblemAnswer.send(response, status, reason.label(), reason.text());
  }
}
