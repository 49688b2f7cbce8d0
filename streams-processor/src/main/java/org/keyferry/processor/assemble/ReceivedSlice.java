package org.keyferry.processor.assemble;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Comparator;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.event.v1.SettledMark;
import org.keyferry.event.v1.SliceChunk;
import org.keyferry.processor.chunk.EncodedKeys;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.InvalidKey;

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
    Comparator<ByteString> order = ByteString.unsignedLexicographicalComparator();
    var keys = new EncodedKeys();
    ByteString before = ByteString.EMPTY;
    for (BatchKey key : chunk.getKeysList()) {
      // Encoded anew, since what merges the chunks relies on the order of fields.
      keys.add(DiagnosisKey.of(key).toEvent());
      if (order.compare(before, key.getKeyData()) >= 0) {
        return new Unusable("expected keys that ascend");
      }
      before = key.getKeyData();
    }
    return new Chunk(
        slice.getFeed(),
        slice.getKeyPartition(),
        chunk.getGrainStartSeconds(),
        chunk.getRevised(),
        keys);
  }
}
