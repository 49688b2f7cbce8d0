package org.keyferry.client.follow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.ListedAggregate;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.document.ListedObject;
import org.keyferry.wire.document.RevokedBatch;

/**
 * What to fetch so that no batch is missing: single batches, or an aggregate and the batches
 * outside of it.
 *
 * <p>Who was away for a day at most takes the fewest bytes, each request counted as {@value
 * #BYTES_OF_A_REQUEST}. Who was away for longer takes the fewest requests: a phone that wakes up
 * abroad may not have a network for long, and ten days are one file (D43).
 *
 * @param pieces oldest first
 */
record Cover(List<Piece> pieces) {
  /** What a request costs besides its body: headers, and a radio that stays awake. */
  static final long BYTES_OF_A_REQUEST = 2_048;

  private static final Duration SHORT = Duration.ofDays(1);

  Cover {
    pieces = List.copyOf(pieces);
  }

  /**
   * One file.
   *
   * @param object where it is and what it has to be
   * @param batches those that are in it, as the list has them now
   */
  record Piece(ListedObject object, List<ListedBatch> batches) {
    Piece {
      batches = List.copyOf(batches);
    }

    private static Piece of(ListedBatch batch) {
      return new Piece(batch.data().orElseThrow(), List.of(batch));
    }
  }

  /** Each batch by itself. */
  static Cover single(List<ListedBatch> missing) {
    return new Cover(
        missing.stream()
            .filter(batch -> batch.data().isPresent())
            .map(Piece::of)
            .sorted(Comparator.comparing(piece -> piece.batches().getFirst().id()))
            .toList());
  }

  /**
   * The cheapest way.
   *
   * @param missing batches of the listing, newest first
   */
  static Cover cheapest(BatchListing listing, List<ListedBatch> missing) {
    if (missing.isEmpty()) {
      return new Cover(List.of());
    }
    Duration span =
        Duration.between(missing.getLast().window().start(), missing.getFirst().window().end());
    Comparator<Cover> cheaper =
        span.compareTo(SHORT) <= 0
            ? Comparator.comparingLong(Cover::cost)
            : Comparator.<Cover>comparingInt(cover -> cover.pieces.size())
                .thenComparingLong(Cover::cost);
    return Stream.concat(
            Stream.of(single(missing)),
            listing.aggregates().values().stream()
                .flatMap(aggregate -> with(aggregate, listing, missing).stream()))
        .min(cheaper)
        .orElseThrow();
  }

  private static Optional<Cover> with(
      ListedAggregate aggregate, BatchListing listing, List<ListedBatch> missing) {
    if (!aggregate.batches().isEmpty() || isOutdated(aggregate, listing.revoked())) {
      return Optional.empty();
    }
    var inside = listing.batches().stream().filter(batch -> isInside(batch, aggregate)).toList();
    var pieces = new ArrayList<Piece>();
    pieces.add(new Piece(aggregate.object(), inside));
    pieces.addAll(
        single(missing.stream().filter(batch -> !isInside(batch, aggregate)).toList()).pieces);
    return Optional.of(new Cover(pieces));
  }

  private static boolean isInside(ListedBatch batch, ListedAggregate aggregate) {
    return !batch.window().start().isBefore(aggregate.window().start())
        && !batch.window().end().isAfter(aggregate.window().end());
  }

  /** An aggregate that ends before a batch in it was revoked may still have that batch's keys. */
  private static boolean isOutdated(ListedAggregate aggregate, List<RevokedBatch> revoked) {
    var window = aggregate.window();
    return revoked.stream()
        .filter(each -> each.id().windowEnd().isAfter(window.start()))
        .filter(each -> !each.id().windowEnd().isAfter(window.end()))
        .anyMatch(each -> !each.at().isBefore(window.end()));
  }

  private long cost() {
    return pieces.stream().mapToLong(piece -> piece.object().bytes() + BYTES_OF_A_REQUEST).sum();
  }
}
