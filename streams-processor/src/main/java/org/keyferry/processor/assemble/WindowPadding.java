package org.keyferry.processor.assemble;

import java.util.ArrayList;
import java.util.List;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.processor.assemble.Padding.Fakes;
import org.keyferry.processor.assemble.Padding.PaddedKey;
import org.keyferry.processor.assemble.SliceStore.StoredChunk;
import org.keyferry.processor.state.v1.FeedProgress;
import org.keyferry.processor.state.v1.Sealing;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.feed.Feed;

/**
 * Decides the fakes of a window, once: they are stored beside its keys, and so stay the same
 * whatever happens while it is sealed.
 *
 * <p>in: chunks of the window, what the lead has told; out: fakes beside the chunks, and through
 * {@link FakeExchange} to other feeds
 */
final class WindowPadding {
  /** Fakes of others in one batch: keys that the lead lacks would get them in any number. */
  private static final int MOST_TOLD = 20_000;

  private final RolesOverTime roles;
  private final Padding padding;
  private final SliceStore slices;
  private final ShownFakes shown;
  private final FakeExchange exchange;

  WindowPadding(RolesOverTime roles, Padding padding, SliceStore slices, ShownFakes shown) {
    this.roles = roles;
    this.padding = padding;
    this.slices = slices;
    this.shown = shown;
    this.exchange = new FakeExchange(roles, slices, shown);
  }

  FakeExchange exchange() {
    return exchange;
  }

  /** The real keys of a window, as far as they matter. */
  private static final class RealKeys {
    private final List<PaddedKey> keys = new ArrayList<>();
    private int size;
    private long told;

    /** How many fakes of each key of the chunk others show, unless there would be too many. */
    private int mayTell(StoredChunk chunk, FeedProgress progress) {
      int rounds = chunk.isFake() ? 0 : ToldRounds.at(progress, chunk.grainStart());
      told += (long) rounds * chunk.count();
      return told <= MOST_TOLD ? rounds : 0;
    }
  }

  /** Whether all is known that the fakes of a window with that end depend on. */
  boolean mayPlan(Feed feed, FeedProgress progress, long end) {
    return !roles.at(end - 1).follows(feed) || progress.getPaddedThroughSeconds() >= end;
  }

  /** Makes and stores the fakes of the window, and sends what others are to show too. */
  Sealing plan(Feed feed, FeedProgress progress, BatchWindow window, BatchOutput out) {
    long end = window.end().getEpochSecond();
    long ofOthers = FakeExchange.takenBefore(progress, end);
    var sealing = BatchSealing.of(window).toBuilder().setPadding(ofOthers);
    if (feed.minimumBatchSize() == 0) {
      return sealing.build();
    }
    RealKeys real = read(feed, progress, window);
    if (real.size == 0) {
      return sealing.build();
    }
    boolean remembers =
        roles.within(window.start().getEpochSecond(), end).stream()
            .anyMatch(role -> role.isTaker(feed));
    Fakes fakes = make(feed, real, remembers);
    slices.putFakes(feed.id(), end - 1, fakes.told());
    int beyond = slices.putFakes(feed.id(), end - 1, fakes.beyond());
    if (!fakes.beyond().isEmpty()) {
      exchange.announce(feed, sealing, progress.getSequence() + 1, fakes.beyond(), out);
    }
    return sealing
        .setRunToSend(sealing.getAwaitedCount() > 0 ? beyond : 0)
        .setPadding(ofOthers + fakes.told().size() + fakes.beyond().size())
        .setRounds(fakes.rounds())
        .build();
  }

  /** Fakes that are new to the feed, which remembers them if it may be sent the same. */
  private Fakes make(Feed feed, RealKeys real, boolean remembers) {
    String id = feed.id();
    Fakes fakes =
        padding.fakes(
            new Padding.Batch(
                real.keys,
                real.size,
                feed.minimumBatchSize(),
                bytes -> remembers && shown.contains(id, bytes)));
    if (remembers) {
      fakes.told().forEach(fake -> shown.add(id, fake));
      fakes.beyond().forEach(fake -> shown.add(id, fake));
    }
    return fakes;
  }

  /** All keys that are not revised while they are few, and beyond that those with told fakes. */
  private RealKeys read(Feed feed, FeedProgress progress, BatchWindow window) {
    var real = new RealKeys();
    long end = window.end().getEpochSecond();
    boolean anyTold = ToldRounds.anyBefore(progress, end);
    long youngAt = end + longestBucketOfTakers(feed, end);
    try (var chunks = slices.chunks(feed.id(), window)) {
      while (chunks.hasNext() && (anyTold || real.size < feed.minimumBatchSize())) {
        var entry = chunks.next();
        var chunk = new StoredChunk(entry.key, entry.value);
        if (chunk.revised()) {
          continue;
        }
        int told = real.mayTell(chunk, progress);
        if (told > 0 || real.size < feed.minimumBatchSize()) {
          for (BatchKey key : chunk.batchKeys()) {
            real.keys.add(new PaddedKey(key, told, shown.isYoung(key, youngAt)));
          }
        }
        real.size += chunk.count();
      }
    }
    return real;
  }

  private long longestBucketOfTakers(Feed feed, long end) {
    return roles.at(end - 1).takersOf(feed).stream()
        .mapToLong(taker -> taker.bucket().toSeconds())
        .max()
        .orElse(0);
  }
}
