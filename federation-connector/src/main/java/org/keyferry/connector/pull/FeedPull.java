package org.keyferry.connector.pull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.keyferry.connector.fetch.Answer;
import org.keyferry.connector.fetch.PeerClient;
import org.keyferry.connector.screen.BatchContent;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.ReplicationType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feed of another backend: chunks with dense numbers, one after the other, as {@code
 * docs/federation-feed.md} tells.
 */
final class FeedPull implements PullProtocol {
  private static final Logger LOG = LoggerFactory.getLogger(FeedPull.class);
  private static final Pattern CHUNK = Pattern.compile("[1-9][0-9]{0,17}");

  private final URI keys;
  private final BatchContent content;
  private final InstantSource clock;

  /**
   * @param base URL of the other backend
   * @param reader our own region
   */
  FeedPull(
      URI base,
      ReplicationType replication,
      Region reader,
      BatchContent content,
      InstantSource clock) {
    String feed = replication == ReplicationType.ALL_TO_ALL ? "a2a" : reader.code();
    this.keys = base.resolve("v1/" + feed + "/keys");
    this.content = content;
    this.clock = clock;
  }

  @Override
  public BatchContent content() {
    return content;
  }

  @Override
  public PullAnswer next(PullPosition position, PeerClient client, Path body) throws IOException {
    var last = number(position.lastBatchId());
    URI url = last.isPresent() ? URI.create(keys + "/" + (last.getAsLong() + 1)) : keys;
    Answer answer = client.download(url, Map.of(), body);
    boolean told =
        answer.status() == Answer.OK
            || answer.status() == Answer.NOT_FOUND
            || answer.status() == Answer.GONE;
    if (!told) {
      throw answer.unexpected("200, 404 or 410");
    }
    if (last.isPresent() && isAnew(answer, position, last.getAsLong())) {
      return new PullAnswer.Moved(
          position.at(Optional.empty(), Optional.empty()), "its numbers have begun anew");
    }
    return switch (answer.status()) {
      case Answer.OK -> batch(answer);
      case Answer.GONE -> goOnBehind(answer, position);
      default -> new PullAnswer.Nothing(nextPoll(answer), position);
    };
  }

  private static boolean isAnew(Answer answer, PullPosition position, long last) {
    boolean otherFeed =
        answer.header("feed-id").isPresent() && !answer.header("feed-id").equals(position.feedId());
    var latest = number(answer.header("latest-batch-id"));
    return otherFeed || (latest.isPresent() && latest.getAsLong() < last);
  }

  private PullAnswer batch(Answer answer) throws IOException {
    var number = number(answer.header("last-batch-id"));
    if (number.isEmpty()) {
      throw answer.unexpected("200 with the number of the chunk in Last-Batch-ID");
    }
    return new PullAnswer.Batch(
        String.valueOf(number.getAsLong()),
        answer.header("feed-id"),
        answer.size() == 0,
        recommended(answer),
        Optional.empty());
  }

  private static PullAnswer goOnBehind(Answer answer, PullPosition position) throws IOException {
    var oldest = number(answer.header("oldest-batch-id"));
    if (oldest.isEmpty()) {
      throw answer.unexpected("410 with the number of a chunk that is there in Oldest-Batch-ID");
    }
    return new PullAnswer.Moved(
        position.at(Optional.of(String.valueOf(oldest.getAsLong() - 1)), answer.header("feed-id")),
        "the next chunks have expired");
  }

  private Optional<Instant> nextPoll(Answer answer) {
    Optional<Instant> after =
        answer
            .header("retry-after")
            .filter(seconds -> seconds.matches("[0-9]{1,9}"))
            .map(seconds -> clock.instant().plusSeconds(Long.parseLong(seconds)));
    return after.or(() -> recommended(answer));
  }

  private Optional<Instant> recommended(Answer answer) {
    var recommended = answer.header("recommended-next-poll-time").flatMap(PollTimes::recommended);
    recommended
        .filter(PollTimes.Recommended::inMillis)
        .ifPresent(time ->
            LOG.warn("{} recommends a time in milliseconds; expected seconds", keys.getHost()));
    return recommended.map(PollTimes.Recommended::time);
  }

  private static OptionalLong number(Optional<String> text) {
    return text.filter(number -> CHUNK.matcher(number).matches() || number.equals("0"))
        .map(number -> OptionalLong.of(Long.parseLong(number)))
        .orElse(OptionalLong.empty());
  }
}
