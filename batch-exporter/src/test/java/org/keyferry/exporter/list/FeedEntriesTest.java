package org.keyferry.exporter.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.BatchWithdrawal;
import org.keyferry.event.v1.CommandAction;
import org.keyferry.event.v1.CommandOutcome;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedData;
import org.keyferry.exporter.record.Retention;
import org.keyferry.wire.document.ListedBatch;

class FeedEntriesTest {
  static final long START = 1_000_800;
  private static final Duration KEPT = Duration.ofDays(14);

  static PublishedBatch batch(long sequence, long start, long end, long keys) {
    var batch =
        PublishedBatch.newBuilder()
            .setFeed("NL")
            .setSequence(sequence)
            .setWindowStartSeconds(start)
            .setWindowEndSeconds(end)
            .setKeys(keys);
    if (keys > 0) {
      batch.setData(
          PublishedData.newBuilder().setSha256(ByteString.copyFrom(new byte[32])).setSizeBytes(9));
    }
    return batch.build();
  }

  static FeedEntries entries(List<PublishedBatch> records, long now) {
    return new FeedEntries(records, new Retention(KEPT, () -> Instant.ofEpochSecond(now)));
  }

  private static List<String> ids(List<ListedBatch> batches) {
    return batches.stream().map(batch -> batch.id().toString()).toList();
  }

  @Test
  @Tag("D12")
  void windowsStayContiguousWhenTheBucketChanges() {
    long hours2 = 7200;
    var records =
        List.of(
            batch(1, 0, hours2, 1),
            batch(2, hours2, 2 * hours2, 1),
            batch(3, 2 * hours2, 4 * hours2, 1),
            batch(4, 4 * hours2, 6 * hours2, 0));

    assertThat(ids(entries(records, 6 * hours2).batches()))
        .containsExactly("197001011200", "197001010800", "197001010400", "197001010200");
  }

  @Test
  void expiredWindowsGoFromTheEndAndAreEmptyBetweenOthers() {
    PublishedBatch shortLived =
        batch(3, START + 7200, START + 14_400, 5).toBuilder().setRetentionSeconds(3600).build();
    var records =
        List.of(
            batch(1, START - 7200, START, 5),
            batch(2, START, START + 7200, 5),
            shortLived,
            batch(4, START + 14_400, START + 21_600, 5));
    List<ListedBatch> listed = entries(records, START + KEPT.toSeconds()).batches();

    assertThat(listed).extracting(ListedBatch::count).containsExactly(5L, 0L, 5L);
  }

  @Test
  void commandsHaveNoWindowOfTheirOwn() {
    var command =
        batch(2, START, START + 7200, 0).toBuilder()
            .setOutcome(CommandOutcome.newBuilder().setAction(CommandAction.WITHDRAW))
            .build();

    assertThat(entries(List.of(batch(1, START, START + 7200, 5), command), START).batches())
        .hasSize(1);
  }

  /** Builds of before wrote no names. */
  @Test
  void namesOfOldRecordsFollowFromTheirOrder() {
    var first =
        batch(1, START, START + 7200, 5).toBuilder()
            .setWithdrawal(BatchWithdrawal.newBuilder().setBySequence(3))
            .build();
    var correction =
        batch(3, START, START + 7200, 4).toBuilder()
            .setOutcome(CommandOutcome.newBuilder().setAction(CommandAction.CORRECT))
            .build();
    ListedBatch listed = entries(List.of(first, correction), START).batches().getFirst();

    assertThat(listed.id().correction()).isEqualTo(1);
    assertThat(listed.replaces().orElseThrow().correction()).isZero();
  }

  @Test
  void batchWithoutDataIsCountedAndNamesNone() {
    var old = batch(1, START, START + 7200, 5).toBuilder().clearData().build();

    ListedBatch listed = entries(List.of(old), START).batches().getFirst();
    assertThat(listed.count()).isEqualTo(5);
    assertThat(listed.data()).isEmpty();
  }
}
