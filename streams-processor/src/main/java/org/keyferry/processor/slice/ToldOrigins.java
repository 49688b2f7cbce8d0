package org.keyferry.processor.slice;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.processor.store.HeldKey;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.ForeignOrigin;
import org.keyferry.wire.feed.PlanVersion;

/**
 * Gives keys their origin in the feeds whose settings keep it, and in no others. For one thread: it
 * remembers the feeds of the newest version that it was asked about.
 */
final class ToldOrigins {
  private final LivePlan plan;
  private long version = -1;
  private Set<String> keeping = Set.of();

  ToldOrigins(LivePlan plan) {
    this.plan = plan;
  }

  /** Whether the feed names the origin of each key that is released in that grain. */
  boolean isKeptBy(String feed, long grainStart) {
    PlanVersion follows = plan.timeline().at(grainStart);
    if (follows.number() != version) {
      version = follows.number();
      keeping =
          follows.plan().feeds().stream()
              .filter(each -> each.files().foreignOrigin() == ForeignOrigin.KEEP)
              .map(Feed::id)
              .collect(Collectors.toUnmodifiableSet());
    }
    return keeping.contains(feed);
  }

  /** The encoded {@code BatchKey} of the held key, with its origin as the last field. */
  static byte[] withOrigin(HeldKey key) {
    int from = key.batchKeyAt();
    int length = key.array().length - from;
    String origin = key.from(null).origin();
    int field = CodedOutputStream.computeStringSize(BatchKey.ORIGIN_FIELD_NUMBER, origin);
    byte[] bytes = Arrays.copyOfRange(key.array(), from, key.array().length + field);
    try {
      var out = CodedOutputStream.newInstance(bytes, length, field);
      out.writeString(BatchKey.ORIGIN_FIELD_NUMBER, origin);
      out.checkNoSpaceLeft();
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("an origin does not fit into the space made for it", e);
    }
  }
}
