package org.keyferry.wire.topic;

import java.time.Duration;
import java.util.List;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.FeedCommand;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.event.v1.PeerHint;
import org.keyferry.event.v1.PlanChange;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PullProgress;
import org.keyferry.event.v1.RejectedRecord;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SignedPeersDocument;
import org.keyferry.event.v1.SigningTermChange;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.wire.topic.Topic.Partitioning;

/** Every topic, in the order in which data flows. Nothing else names one. */
public final class Topics {
  public static final Topic<SubmittedKey> KEYS_SUBMITTED =
      new Topic<>(
          "keys.submitted",
          "key bytes",
          SubmittedKey.parser(),
          Partitioning.BY_KEY,
          Duration.ofHours(72),
          false,
          "submission-gateway",
          true,
          true);

  public static final Topic<FederatedKey> KEYS_FEDERATED =
      new Topic<>(
          "keys.federated",
          "key bytes",
          FederatedKey.parser(),
          Partitioning.BY_KEY,
          Duration.ofHours(72),
          false,
          "federation",
          true,
          true);

  /** As long as anybody may still be on the way to a peer because of it. */
  public static final Topic<PeerHint> PEERS_HINTS =
      new Topic<>(
          "peers.hints",
          "peer",
          PeerHint.parser(),
          Partitioning.SINGLE,
          Duration.ofHours(1),
          false,
          "federation-gateway",
          false,
          false);

  /** In one transaction with the keys that it tells of. */
  public static final Topic<PullProgress> PEERS_PROGRESS =
      new Topic<>(
          "peers.progress",
          "peer feed",
          PullProgress.parser(),
          Partitioning.SINGLE,
          Duration.ofDays(1),
          true,
          "federation",
          false,
          false);

  public static final Topic<RejectedRecord> KEYS_REJECTED =
      new Topic<>(
          "keys.rejected",
          "source topic-partition",
          RejectedRecord.parser(),
          Partitioning.SINGLE,
          Duration.ofDays(7),
          false,
          "streams-processor",
          false,
          false);

  public static final Topic<FeedSlice> FEEDS_SLICES =
      new Topic<>(
          "feeds.slices",
          "feed id",
          FeedSlice.parser(),
          Partitioning.BY_FEED,
          Duration.ofHours(72),
          false,
          "streams-processor",
          true,
          false);

  /** For ever: what was in effect when decides how old windows are read. */
  public static final Topic<PlanChange> FEEDS_PLAN =
      new Topic<>(
          "feeds.plan",
          "change id",
          PlanChange.parser(),
          Partitioning.SINGLE,
          Topic.FOR_EVER,
          false,
          Topic.OPERATORS,
          false,
          false);

  public static final Topic<FeedCommand> FEEDS_COMMANDS =
      new Topic<>(
          "feeds.commands",
          "feed id",
          FeedCommand.parser(),
          Partitioning.BY_FEED,
          Duration.ofDays(30),
          false,
          Topic.OPERATORS,
          false,
          false);

  public static final Topic<SealedBatch> BATCHES_SEALED =
      new Topic<>(
          "batches.sealed",
          "feed id",
          SealedBatch.parser(),
          Partitioning.BY_FEED,
          Duration.ofDays(14),
          false,
          "streams-processor",
          true,
          false);

  public static final Topic<PublishedBatch> BATCHES_PUBLISHED =
      new Topic<>(
          "batches.published",
          "feed id / sequence",
          PublishedBatch.parser(),
          Partitioning.SINGLE,
          Duration.ofDays(1),
          true,
          "batch-exporter",
          false,
          false);

  public static final Topic<SigningTermChange> SIGNING_TERMS =
      new Topic<>(
          "signing.terms",
          "signing key",
          SigningTermChange.parser(),
          Partitioning.SINGLE,
          Duration.ofDays(1),
          true,
          Topic.OPERATORS,
          false,
          false);

  /** For ever: it is the memory of which version was seen last, and of who may sign the next. */
  public static final Topic<SignedPeersDocument> PEERS_DOCUMENTS =
      new Topic<>(
          "peers.documents",
          "version",
          SignedPeersDocument.parser(),
          Partitioning.SINGLE,
          Topic.FOR_EVER,
          false,
          Topic.OPERATORS,
          false,
          false);

  /** All of them, in the order in which data flows. */
  public static final List<Topic<?>> ALL =
      List.of(
          KEYS_SUBMITTED,
          PEERS_HINTS,
          KEYS_FEDERATED,
          PEERS_PROGRESS,
          KEYS_REJECTED,
          FEEDS_SLICES,
          FEEDS_PLAN,
          FEEDS_COMMANDS,
          BATCHES_SEALED,
          BATCHES_PUBLISHED,
          SIGNING_TERMS,
          PEERS_DOCUMENTS);

  private Topics() {}
}
