package org.keyferry.processor.assemble;

import java.util.List;
import java.util.OptionalLong;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.FakeKeys;
import org.keyferry.event.v1.FakesTaken;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.event.v1.PaddedRange;
import org.keyferry.processor.state.v1.FeedProgress;
import org.keyferry.processor.state.v1.Sealing;
import org.keyferry.processor.state.v1.TakenFakes;
import org.keyferry.wire.feed.Feed;

/**
 * What feeds tell each other of their fakes, which partitions of {@code feeds.slices} keep apart.
 *
 * <p>The lead tells how many fakes of each key it shows. Others send the fakes that they need
 * beyond those, wait until the lead has sealed them too, and only then seal: at no time is a fake
 * in another feed and not in the lead.
 *
 * <p>in: {@link FakeKeys} and {@link FakesTaken} for a feed; out: {@link PaddedRange}, {@link
 * FakeKeys} and {@link FakesTaken} for others
 */
final class FakeExchange {
  private static final int MOST_IN_A_RECORD = 2000;

  private final RolesOverTime roles;
  private final SliceStore slices;
  private final ShownFakes shown;

  FakeExchange(RolesOverTime roles, SliceStore slices, ShownFakes shown) {
    this.roles = roles;
    this.slices = slices;
    this.shown = shown;
  }

  /** Sends the fakes of a batch: first to those that are awaited, if any are. */
  void announce(
      Feed feed, Sealing.Builder batch, long sequence, List<BatchKey> fakes, BatchOutput out) {
    PaddingRoles then = roles.at(batch.getWindowEndSeconds() - 1);
    List<String> awaited = then.awaitedBy(feed);
    for (Feed taker : then.takersOf(feed)) {
      if (awaited.isEmpty() || awaited.contains(taker.id())) {
        send(taker, envelope(feed, batch.getWindowEndSeconds(), sequence), fakes, out);
      }
    }
    batch.addAllAwaited(awaited);
  }

  /** Sends them to all others, which so never show them before; the batch without them. */
  Sealing announceToOthers(Feed feed, Sealing batch, long sequence, BatchOutput out) {
    long end = batch.getWindowEndSeconds();
    List<BatchKey> fakes = slices.keysOf(feed.id(), end - 1, batch.getRunToSend());
    PaddingRoles then = roles.at(end - 1);
    List<String> first = then.awaitedBy(feed);
    for (Feed taker : then.takersOf(feed)) {
      if (!first.contains(taker.id())) {
        send(taker, envelope(feed, end, sequence), fakes, out);
      }
    }
    return batch.toBuilder().clearAwaited().clearRunToSend().build();
  }

  private static FakeKeys envelope(Feed feed, long windowEnd, long sequence) {
    return FakeKeys.newBuilder()
        .setBy(feed.id())
        .setSequence(sequence)
        .setWindowEndSeconds(windowEnd)
        .build();
  }

  private static void send(Feed taker, FakeKeys envelope, List<BatchKey> fakes, BatchOutput out) {
    for (int from = 0; from < fakes.size(); from += MOST_IN_A_RECORD) {
      int to = Math.min(fakes.size(), from + MOST_IN_A_RECORD);
      var some = envelope.toBuilder().setLast(to == fakes.size());
      // None that takes fakes of others names origins.
      fakes.subList(from, to).forEach(fake -> some.addKeys(fake.toBuilder().clearOrigin()));
      out.tell(FeedSlice.newBuilder().setFeed(taker.id()).setFakes(some).build());
    }
  }

  /**
   * Stores those of the fakes that are new to the feed and no older than a key in its place could
   * be, for its next window that is not being sealed. From there on they are keys like others.
   */
  FeedProgress take(Feed feed, FeedProgress progress, ReceivedSlice.Fakes fakes, BatchOutput out) {
    if (!roles.at(fakes.windowEnd() - 1).isTaker(feed) || !progress.hasSealedThroughSeconds()) {
      acknowledge(feed, fakes.by(), fakes.sequence(), out);
      return progress;
    }
    long open =
        progress.hasSealing()
            ? progress.getSealing().getWindowEndSeconds()
            : progress.getSealedThroughSeconds();
    // Not before the bucket of their keys, where this feed is behind the one that made them.
    long grain = Math.max(open, fakes.windowEnd() - 1);
    long bucketStart = Math.max(open, NextWindow.floor(grain, feed.bucket().toSeconds()));
    var fresh =
        fakes.keys().stream()
            .filter(fake -> shown.isYoung(fake, bucketStart))
            .filter(fake -> shown.add(feed.id(), fake))
            .toList();
    slices.putFakes(feed.id(), grain, fresh);
    return progress.toBuilder()
        .addTaken(
            TakenFakes.newBuilder()
                .setBy(fakes.by())
                .setSequence(fakes.sequence())
                .setGrainStartSeconds(grain)
                .setKeys(fresh.size())
                .setLast(fakes.last()))
        .build();
  }

  /** How many fakes of others are in what is not sealed before the instant. */
  static long takenBefore(FeedProgress progress, long end) {
    return progress.getTakenList().stream()
        .filter(taken -> taken.getGrainStartSeconds() < end)
        .mapToLong(TakenFakes::getKeys)
        .sum();
  }

  /** Tells those whom it concerns that the batch is sealed; the progress without what is done. */
  FeedProgress sealed(Feed feed, FeedProgress progress, Sealing batch, BatchOutput out) {
    List<PaddingRoles> then =
        roles.within(batch.getWindowStartSeconds(), batch.getWindowEndSeconds());
    if (then.stream().anyMatch(role -> role.isLead(feed))) {
      var range =
          PaddedRange.newBuilder()
              .setBy(feed.id())
              .setFromSeconds(batch.getWindowStartSeconds())
              .setThroughSeconds(batch.getWindowEndSeconds())
              .setRounds(batch.getRounds());
      then.stream()
          .filter(role -> role.isLead(feed))
          .flatMap(role -> role.followers().stream())
          .map(Feed::id)
          .distinct()
          .forEach(follower ->
              out.tell(FeedSlice.newBuilder().setFeed(follower).setPadded(range).build()));
    }
    var left = ToldRounds.forgetSealed(progress.toBuilder()).clearTaken();
    for (TakenFakes taken : progress.getTakenList()) {
      if (taken.getGrainStartSeconds() >= batch.getWindowEndSeconds()) {
        left.addTaken(taken);
      } else if (taken.getLast()) {
        acknowledge(feed, taken.getBy(), taken.getSequence(), out);
      }
    }
    return left.build();
  }

  private void acknowledge(Feed feed, String maker, long sequence, BatchOutput out) {
    if (feed.kind().isPublic() && roles.ever(role -> role.isPadded(maker))) {
      var taken = FakesTaken.newBuilder().setBy(feed.id()).setSequence(sequence);
      out.tell(FeedSlice.newBuilder().setFeed(maker).setTaken(taken).build());
    }
  }

  /** The progress once that feed has sealed the fakes of that batch. */
  static FeedProgress taken(FeedProgress progress, ReceivedSlice.Taken taken) {
    var awaited = progress.getSealing().getAwaitedList();
    if (taken.sequence() != progress.getSequence() + 1 || !awaited.contains(taken.by())) {
      return progress;
    }
    var left = awaited.stream().filter(feed -> !feed.equals(taken.by())).toList();
    return progress.toBuilder()
        .setSealing(progress.getSealing().toBuilder().clearAwaited().addAllAwaited(left))
        .build();
  }

  /**
   * Whether the batch of the feed waits for another that there still is. Who leads from some time
   * on waits for nobody: those that led before follow it by then, and would wait for it.
   *
   * @param marked up to where key partitions have told everything
   */
  boolean isAwaiting(String feed, Sealing batch, OptionalLong marked) {
    long end = batch.getWindowEndSeconds();
    long now = Math.max(end, marked.orElse(end));
    return batch.getAwaitedList().stream().anyMatch(roles.at(now)::isPadded)
        && roles.within(end, now + 1).stream().noneMatch(role -> role.isLead(feed));
  }
}
