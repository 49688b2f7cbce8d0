package org.keyferry.federation.gateway.feed;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collections;
import org.keyferry.federation.gateway.answer.ProblemAnswer;
import org.keyferry.federation.gateway.feed.FeedRow.Found;
import org.keyferry.federation.gateway.feed.FileCopy.FileAway;
import org.keyferry.wire.peer.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/** Sends what a feed has to say. */
final class ChunkAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ChunkAnswers.class);
  private static final String STORE_RETRY_SECONDS = "10";

  private final FileCopy files;
  private final FeedHeaders headers;
  private final FeedMetrics metrics;
  private final InstantSource clock;

  ChunkAnswers(FileCopy files, FeedHeaders headers, FeedMetrics metrics, InstantSource clock) {
    this.files = files;
    this.headers = headers;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Sends the answer to a peer that may have it. */
  void send(
      FeedAnswer answer,
      FeedAddress address,
      Peer peer,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    headers.describe(response, answer, clock.instant());
    long bytes = 0;
    switch (answer.found()) {
      case Found.There there -> bytes = send(there.chunk(), request, response);
      case Found.NotYet _ ->
          ProblemAnswer.send(
              response,
              HttpServletResponse.SC_NOT_FOUND,
              "not yet",
              "there is no such chunk yet; try again at " + FeedHeaders.NEXT_POLL);
      case Found.Expired _ ->
          ProblemAnswer.send(
              response,
              HttpServletResponse.SC_GONE,
              "expired",
              "the keys are deleted; go on with the chunk " + FeedHeaders.OLDEST);
    }
    metrics.answered(peer, address, response.getStatus(), bytes);
  }

  private long send(Chunk chunk, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (chunk.file().isEmpty()) {
      response.setStatus(HttpServletResponse.SC_OK);
      response.setContentLength(0);
      return 0;
    }
    ChunkFile file = chunk.file().get();
    if (has(request, file)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return 0;
    }
    try {
      return files.send(file, response, request.getMethod().equals("GET"));
    } catch (FileAway e) {
      LOG.atError().addKeyValue("problem", e.getMessage()).log("a chunk can't be had");
      response.reset();
      response.setHeader(HttpHeaders.RETRY_AFTER, STORE_RETRY_SECONDS);
      ProblemAnswer.send(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "file away",
          "the file can't be had for now");
      return 0;
    }
  }

  /** RFC 9110, 13.1.2: by weak comparison. */
  private static boolean has(HttpServletRequest request, ChunkFile file) {
    String tags = String.join(",", Collections.list(request.getHeaders(HttpHeaders.IF_NONE_MATCH)));
    ETag own = ETag.create(file.etag());
    return tags.strip().equals("*")
        || ETag.parse(tags).stream().anyMatch(tag -> tag.compare(own, false));
  }
}
