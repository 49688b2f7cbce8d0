package org.keyferry.connector.pull;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keyferry.connector.fetch.Answer;
import org.keyferry.connector.fetch.PeerClient;
import org.keyferry.connector.screen.BatchContent;
import org.keyferry.connector.screen.BatchRefused;
import org.keyferry.connector.screen.InteropContent;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.interop.InteropDownload;

/**
 * Batches of an interop server: each answer has a tag, behind which the next one is asked for; 204
 * at the end. An answer without keys has a tag, too, and is passed.
 */
final class InteropPull implements PullProtocol {
  private static final Duration FIRST = Duration.ofDays(14);
  private static final int NO_CONTENT = 204;
  private static final int MOST_KEYS = 100_000;
  private static final int MOST_REGIONS = 64;

  private final PullSource source;
  private final InstantSource clock;
  private final BatchLimits limits;
  private final InteropContent content;

  InteropPull(PullSource source, long mostBytes, InstantSource clock) {
    this.source = source;
    this.clock = clock;
    this.limits = new BatchLimits(MOST_KEYS, Math.toIntExact(mostBytes), MOST_REGIONS);
    this.content = new InteropContent(source.peer(), limits, clock);
  }

  @Override
  public BatchContent content() {
    return content;
  }

  @Override
  public PullAnswer next(PullPosition position, PeerClient client, Path body)
      throws IOException, BatchRefused {
    LocalDate first = LocalDate.ofInstant(clock.instant().minus(FIRST), ZoneOffset.UTC);
    String behind =
        position
            .lastBatchId()
            .map(tag -> "?batchTag=" + URLEncoder.encode(tag, StandardCharsets.UTF_8))
            .orElse("");
    URI url = source.url().resolve("diagnosiskeys/download/" + first + behind);
    Answer answer = client.download(url, headers(), body);
    return switch (answer.status()) {
      case NO_CONTENT -> new PullAnswer.Nothing(Optional.empty(), position);
      case Answer.OK -> batch(position, body);
      case Answer.GONE, Answer.NOT_FOUND ->
          position.lastBatchId().isEmpty()
              ? new PullAnswer.Nothing(Optional.empty(), position)
              : new PullAnswer.Moved(
                  position.at(Optional.empty(), Optional.empty()),
                  "the last batch is not there any more");
      default -> throw answer.unexpected("200 or 204");
    };
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", "application/json");
    source.trust().token().ifPresent(token -> headers.put("Authorization", "Bearer " + token));
    return headers;
  }

  private PullAnswer batch(PullPosition position, Path body) throws IOException, BatchRefused {
    try {
      var download = InteropDownload.read(Files.readAllBytes(body), source.peer(), limits);
      String tag = download.batchTag().value();
      if (position.lastBatchId().equals(Optional.of(tag))) {
        return new PullAnswer.Nothing(Optional.empty(), position);
      }
      return new PullAnswer.Batch(
          tag,
          Optional.empty(),
          download.exposures().isEmpty(),
          Optional.empty(),
          Optional.empty());
    } catch (MalformedBatch e) {
      throw new BatchRefused(e.problem());
    }
  }
}
