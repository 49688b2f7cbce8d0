package org.keyferry.exporter.aggregate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.edi.EdiHeader;
import org.keyferry.wire.edi.RecordKind;
import org.keyferry.wire.feed.BatchWindow;

/**
 * Which batches an aggregate is of. Pure.
 *
 * @param batches at least one, newest first, without gaps
 */
record AggregateScope(List<ListedBatch> batches) {

  AggregateScope {
    batches = List.copyOf(batches);
  }

  /**
   * Those whose window ends less than the length before the end of the newest one: whoever has read
   * everything up to then misses nothing.
   *
   * @param listed newest first; at least one
   */
  static AggregateScope of(AggregateName name, List<ListedBatch> listed) {
    Instant end = listed.getFirst().window().end();
    Instant since = name.length().map(end::minus).orElse(Instant.MIN);
    return new AggregateScope(
        listed.stream().filter(batch -> batch.window().end().isAfter(since)).toList());
  }

  /**
   * What an aggregate would be of that was made when the list ended there.
   *
   * @return empty if no window ends there
   */
  static Optional<AggregateScope> asOf(AggregateName name, Instant end, List<ListedBatch> listed) {
    List<ListedBatch> before =
        listed.stream().filter(batch -> !batch.window().end().isAfter(end)).toList();
    boolean isThere = !before.isEmpty() && before.getFirst().window().end().equals(end);
    return isThere ? Optional.of(of(name, before)) : Optional.empty();
  }

  BatchWindow window() {
    return new BatchWindow(batches.getLast().window().start(), batches.getFirst().window().end());
  }

  /** Batches that have keys, newest first. */
  List<ListedBatch> withKeys() {
    return batches.stream().filter(batch -> batch.data().isPresent()).toList();
  }

  /** Whether each batch that has keys has them in an object of its own. */
  boolean isComplete() {
    return batches.stream().allMatch(batch -> batch.count() == 0 || batch.data().isPresent());
  }

  /** The day on which the last second of it lies. */
  LocalDate day() {
    return day(window());
  }

  /** The day on which the last second of the window lies. */
  static LocalDate day(BatchWindow window) {
    return LocalDate.ofInstant(window.end().minusSeconds(1), ZoneOffset.UTC);
  }

  /** Keys, those that are there twice counted twice. */
  long keys() {
    return batches.stream().mapToLong(ListedBatch::count).sum();
  }

  /** Bytes of one object with all keys, at most. */
  long bytes() {
    return EdiHeader.LENGTH + keys() * RecordKind.GAEN.size();
  }

  /** Tells any other set of batches from this one. */
  ContentHash fingerprint() {
    var lines = new ArrayList<String>();
    for (ListedBatch batch : withKeys()) {
      lines.add(batch.id() + " " + batch.data().orElseThrow().hash());
    }
    return ContentHash.ofDigest(Sha256.of(String.join("\n", lines).getBytes(US_ASCII)));
  }
}
