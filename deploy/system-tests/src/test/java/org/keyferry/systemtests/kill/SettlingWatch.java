package org.keyferry.systemtests.kill;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.awaitility.core.ConditionFactory;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.systemtests.topic.TopicReader;
import org.keyferry.wire.topic.Topics;

/**
 * Sees from outside when the processor is in the midst of settling a grain: a chunk of it has been
 * written to {@code feeds.slices}, and its end mark has not been committed.
 */
final class SettlingWatch implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Set<TransactionState> ENDING =
      EnumSet.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

  private record Slot(String feed, int keyPartition) {}

  private final Admin admin;
  private final TopicReader<FeedSlice> uncommitted;
  private final TopicReader<FeedSlice> committed;
  private final Map<Slot, Long> settledThrough = new HashMap<>();

  SettlingWatch(String bootstrapServers) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    uncommitted = TopicReader.uncommitted(Topics.FEEDS_SLICES, bootstrapServers);
    committed = TopicReader.committed(Topics.FEEDS_SLICES, bootstrapServers);
  }

  /** Returns as soon as a chunk is written, committed or not. */
  Settling awaitChunk() {
    uncommitted.skipToEnd();
    var chunk = new AtomicReference<Settling>();
    patiently("a chunk of a grain")
        .until(() -> {
          uncommitted.poll().stream()
              .filter(FeedSlice::hasChunk)
              .findFirst()
              .ifPresent(slice -> chunk.set(Settling.of(slice)));
          return chunk.get() != null;
        });
    return chunk.get();
  }

  /**
   * Whether the processor, which is dead by now, left the grain unfinished: nothing that it wrote
   * can be committed any more, and no end mark is.
   */
  boolean isUnfinished(Settling settling) {
    patiently("the broker to end what was about to be committed").until(this::nothingIsEnding);
    readCommitted();
    var slot = new Slot(settling.feed(), settling.keyPartition());
    return settledThrough.getOrDefault(slot, Long.MIN_VALUE) <= settling.grainStart();
  }

  private void readCommitted() {
    patiently("the end of the topic")
        .until(() -> {
          committed.poll().forEach(this::note);
          return committed.isAtEnd();
        });
  }

  private void note(FeedSlice slice) {
    if (slice.hasMark()) {
      settledThrough.merge(
          new Slot(slice.getFeed(), slice.getKeyPartition()),
          slice.getMark().getThroughSeconds(),
          Math::max);
    }
  }

  private boolean nothingIsEnding() throws ExecutionException, InterruptedException {
    var ending = new ListTransactionsOptions().filterStates(ENDING);
    return admin.listTransactions(ending).all().get().isEmpty();
  }

  private static ConditionFactory patiently(String what) {
    return await(what)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .pollInSameThread();
  }

  @Override
  public void close() {
    uncommitted.close();
    committed.close();
    admin.close();
  }
}
