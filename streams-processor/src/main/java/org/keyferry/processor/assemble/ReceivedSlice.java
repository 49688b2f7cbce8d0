package org.keyferry.processor.assemble;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Comparator;
import java.util.List;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.FakeKeys;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.event.v1.PaddedRange;
import org.keyferry.event.v1.SettledMark;
import org.keyferry.event.v1.SliceChunk;
import org.keyferry.processor.chunk.EncodedKeys;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.InvalidKey;
import org.keyferry.wire.key.Region;

/** What a record of {@code feeds.slices} says. */
sealed interface ReceivedSlice {
  /**
   * Sorted keys of a feed.
   *
   * @param feed the feed's id
   * @param partition key partition that they come from
   * @param grainStart start of their grain, seconds since the epoch
   * @param revised whether the keys are revised ones
   * @param keys the keys, at least one
   */
  record Chunk(String feed, int partition, long grainStart, boolean revised, EncodedKeys keys)
      implements ReceivedSlice {}

  /**
   * A key partition has told everything of {@code [from, through)}, in seconds since the epoch.
   *
   * @param feed the feed's id
   * @param partition the key partition
   */
  record Mark(String feed, int partition, long from, long through) implements ReceivedSlice {}

  /**
   * A public feed shows so many fakes of each of its keys that were released within {@code [from,
   * through)}, in seconds since the epoch.
   *
   * @param feed id of the feed that is told
   */
  record Padded(String feed, long from, long through, int rounds) implements ReceivedSlice {}

  /**
   * Fakes that the feed is to show.
   *
   * @param feed the feed's id
   * @param by the feed that made them
   * @param sequence of its batch
   * @param windowEnd end of its batch's window, seconds since the epoch
   * @param keys the fakes, ascending, at least one
   * @param last whether none follow of that batch
   */
  record Fakes(
      String feed, String by, long sequence, long windowEnd, List<BatchKey> keys, boolean last)
      implements ReceivedSlice {}

  /**
   * Another feed has sealed the fakes.
   *
   * @param feed id of the feed that made them
   * @param by the feed that sealed them
   * @param sequence of the batch that they were made for
   */
  record Taken(String feed, String by, long sequence) implements ReceivedSlice {}

  /**
   * Nothing that can be used.
   *
   * @param detail what was expected and what was there; no key bytes
   */
  record Unusable(String detail) implements ReceivedSlice {}

  /** Reads a value. */
  static ReceivedSlice read(byte[] value) {
    if (value == null) {
      return new Unusable("expected FeedSlice, got a record without a value");
    }
    try {
      FeedSlice slice = FeedSlice.parseFrom(value);
      return switch (slice.getContentCase()) {
        case CHUNK -> chunk(slice, slice.getChunk());
        case MARK -> mark(slice, slice.getMark());
        case PADDED -> padded(slice.getFeed(), slice.getPadded());
        case FAKES -> fakes(slice.getFeed(), slice.getFakes());
        case TAKEN ->
            new Taken(slice.getFeed(), slice.getTaken().getBy(), slice.getTaken().getSequence());
        case CONTENT_NOT_SET -> new Unusable("expected a chunk or a mark, got neither");
      };
    } catch (InvalidProtocolBufferException e) {
      return new Unusable("expected FeedSlice, got " + value.length + " bytes that are none");
    } catch (InvalidKey e) {
      return new Unusable(e.problem().toString());
    }
  }

  private static ReceivedSlice mark(FeedSlice slice, SettledMark mark) {
    if (mark.getFromSeconds() < 0 || mark.getFromSeconds() >= mark.getThroughSeconds()) {
      return new Unusable("expected a mark whose range is not empty");
    }
    return new Mark(
        slice.getFeed(), slice.getKeyPartition(), mark.getFromSeconds(), mark.getThroughSeconds());
  }

  private static ReceivedSlice chunk(FeedSlice slice, SliceChunk chunk) {
    if (chunk.getKeysCount() == 0 || chunk.getGrainStartSeconds() < 0) {
      return new Unusable("expected a chunk with keys and a grain");
    }
    var keys = new EncodedKeys();
    // Encoded anew, since what merges the chunks relies on the order of fields.
    chunk.getKeysList().forEach(key -> keys.add(encoded(key)));
    if (!ascend(chunk.getKeysList())) {
      return new Unusable("expected keys that ascend");
    }
    return new Chunk(
        slice.getFeed(),
        slice.getKeyPartition(),
        chunk.getGrainStartSeconds(),
        chunk.getRevised(),
        keys);
  }

  private static BatchKey encoded(BatchKey key) {
    BatchKey known = DiagnosisKey.of(key).toEvent();
    return key.getOrigin().isEmpty()
        ? known
        : known.toBuilder().setOrigin(new Region(key.getOrigin()).code()).build();
  }

  private static ReceivedSlice padded(String feed, PaddedRange range) {
    if (range.getFromSeconds() < 0
        || range.getFromSeconds() >= range.getThroughSeconds()
        || range.getRounds() < 0) {
      return new Unusable("expected a padded range that is not empty");
    }
    return new Padded(feed, range.getFromSeconds(), range.getThroughSeconds(), range.getRounds());
  }

  private static ReceivedSlice fakes(String feed, FakeKeys fakes) {
    List<BatchKey> keys =
        fakes.getKeysList().stream().map(key -> DiagnosisKey.of(key).toEvent()).toList();
    if (keys.isEmpty() || fakes.getWindowEndSeconds() <= 0 || !ascend(keys)) {
      return new Unusable("expected fakes that ascend, and the end of their window");
    }
    return new Fakes(
        feed,
        fakes.getBy(),
        fakes.getSequence(),
        fakes.getWindowEndSeconds(),
        keys,
        fakes.getLast());
  }

  private static boolean ascend(List<BatchKey> keys) {
    Comparator<ByteString> order = ByteString.unsignedLexicographicalComparator();
    ByteString before = ByteString.EMPTY;
    for (BatchKey key : keys) {
      if (order.compare(before, key.getKeyData()) >= 0) {
        return false;
      }
      before = key.getKeyData();
    }
    return true;
  }
}
