package org.keyferry.federation.gateway.feed;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keyferry.federation.gateway.feed.FeedRow.Found;
import org.springframework.http.HttpHeaders;

/**
 * The headers by which a consumer finds its way.
 *
 * @param advice when to ask again
 * @param authority that verifies diagnoses, if it is to be told
 */
record FeedHeaders(PollAdvice advice, Optional<String> authority) {
  static final String FEED_ID = "Feed-ID";
  static final String LAST = "Last-Batch-ID";
  static final String LATEST = "Latest-Batch-ID";
  static final String OLDEST = "Oldest-Batch-ID";
  static final String NEXT_POLL = "Recommended-Next-Poll-Time";
  static final String STATE = "Batch-State";
  static final String AUTHORITY = "Verification-Authority";

  private static final String CACHING = "private, no-cache, no-transform";

  /** Those of every answer that is about a feed. */
  void describe(HttpServletResponse response, FeedAnswer answer, Instant now) {
    answer.feedId().ifPresent(id -> response.setHeader(FEED_ID, id));
    if (answer.latest() > 0) {
      response.setHeader(LATEST, String.valueOf(answer.latest()));
    }
    switch (answer.found()) {
      case Found.There there -> describe(response, there.chunk(), answer, now);
      case Found.NotYet _ -> {
        Instant next = next(answer, now);
        setNext(response, next);
        // Rounded up: to ask a moment before is to ask in vain.
        long seconds = Duration.between(now, next).plusMillis(999).toSeconds();
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, seconds)));
      }
      case Found.Expired expired -> response.setHeader(OLDEST, String.valueOf(expired.next()));
    }
  }

  private void describe(HttpServletResponse response, Chunk chunk, FeedAnswer answer, Instant now) {
    response.setHeader(LAST, String.valueOf(chunk.number()));
    response.setHeader(STATE, chunk.state().label());
    setNext(response, next(answer, now));
    authority.ifPresent(name -> response.setHeader(AUTHORITY, name));
    chunk.file().ifPresent(file -> response.setHeader(HttpHeaders.ETAG, file.etag()));
    response.setHeader(HttpHeaders.CACHE_CONTROL, CACHING);
    response.setHeader("X-Content-Type-Options", "nosniff");
  }

  private Instant next(FeedAnswer answer, Instant now) {
    // Where nothing was ever published, nothing tells when it will be.
    return answer.feedId().isEmpty()
        ? now.plus(advice.shortest())
        : advice.next(now, answer.next());
  }

  private static void setNext(HttpServletResponse response, Instant next) {
    response.setHeader(NEXT_POLL, String.valueOf(next.getEpochSecond()));
  }
}
