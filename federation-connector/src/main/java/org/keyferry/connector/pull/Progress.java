package org.keyferry.connector.pull;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyferry.event.v1.PullProgress;
import org.keyferry.event.v1.PulledBatch;

/** What operators are told of a feed: records of {@code peers.progress}. */
final class Progress {

  private Progress() {}

  /** A piece without keys that moves the position. */
  static Piece moved(PullSource.Id source, Instant arrival, PullPosition after) {
    return new Piece(source, List.of(), arrival, after, Optional.of(at(source, after).build()));
  }

  /** How far the feed has been read. */
  static PullProgress.Builder at(PullSource.Id source, PullPosition position) {
    var progress =
        PullProgress.newBuilder()
            .setPeer(source.peer())
            .setFeed(source.feed())
            .setRecommendedNextPollTime(position.recommendedNextPoll().getEpochSecond());
    position.lastBatchId().ifPresent(progress::setLastBatchId);
    return progress;
  }

  /** What became of a batch. */
  static PulledBatch.Builder batch(String batchId, String object, ByteString sha256, long keys) {
    return PulledBatch.newBuilder()
        .setBatchId(batchId)
        .setArchivedAs(object)
        .setSha256(sha256)
        .setKeys(keys);
  }
}
