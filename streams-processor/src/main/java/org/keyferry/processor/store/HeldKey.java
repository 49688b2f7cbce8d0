package org.keyferry.processor.store;

import java.nio.ByteBuffer;
import org.keyferry.processor.feed.FeedSet;
import org.keyferry.processor.reject.RecordPlace;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.topic.Topics;

/**
 * A value of the store {@code held-keys}, read where it lies: most fields of most keys are never
 * looked at.
 *
 * <p>Layout, big-endian:
 *
 * <pre>
 *  0      1  topic of the record: 0 keys.submitted, 1 keys.federated
 *  1      6  start interval, rolling period, report type: as {@link KnownKey}
 *  7      8  arrival, seconds since the epoch
 * 15      8  offset of the record
 * 23      2  length F of the feed set
 * 25      F  feed set
 * 25+F       BatchKey, as batches carry it
 * </pre>
 */
public final class HeldKey {
  private static final int KNOWN = 1;
  private static final int ARRIVAL = KNOWN + KnownKey.LENGTH;
  private static final int OFFSET = ARRIVAL + Long.BYTES;
  private static final int FEEDS_LENGTH = OFFSET + Long.BYTES;
  private static final int FEEDS = FEEDS_LENGTH + Short.BYTES;

  private final byte[] bytes;
  private final ByteBuffer fields;

  private HeldKey(byte[] bytes) {
    this.bytes = bytes;
    this.fields = ByteBuffer.wrap(bytes);
  }

  /** The value for a key that is to be held. */
  public static byte[] valueOf(DiagnosisKey key, FeedSet feedSet, RecordPlace place) {
    var event = key.toEvent();
    int feeds = feedSet.length();
    byte[] bytes = new byte[FEEDS + feeds + event.getSerializedSize()];
    ByteBuffer.wrap(bytes)
        .put((byte) (place.topic().equals(Topics.KEYS_FEDERATED.name()) ? 1 : 0))
        .putInt(key.start().number())
        .put((byte) key.period().intervals())
        .put((byte) key.reportType().getNumber())
        .putLong(place.arrivalSeconds())
        .putLong(place.offset())
        .putShort((short) feeds);
    feedSet.write(bytes, FEEDS);
    byte[] batchKey = event.toByteArray();
    System.arraycopy(batchKey, 0, bytes, FEEDS + feeds, batchKey.length);
    return bytes;
  }

  /** Reads a value of the store, which is not copied. */
  public static HeldKey of(byte[] value) {
    return new HeldKey(value);
  }

  /** What stays known of the key after its release. */
  public byte[] known() {
    byte[] known = new byte[KnownKey.LENGTH];
    System.arraycopy(bytes, KNOWN, known, 0, known.length);
    return known;
  }

  /** First second at which the key is no longer valid. */
  public long validUntil() {
    return KnownKey.of(bytes, KNOWN).validUntil();
  }

  /** The record that the key came in, which lies in the given partition. */
  public RecordPlace place(int partition) {
    String topic = (bytes[0] == 1 ? Topics.KEYS_FEDERATED : Topics.KEYS_SUBMITTED).name();
    return new RecordPlace(topic, partition, fields.getLong(OFFSET), fields.getLong(ARRIVAL));
  }

  /** The feeds that the key belongs to; the given set itself if it is that one. */
  public FeedSet feeds(FeedSet likely) {
    int end = batchKeyAt();
    return likely != null && likely.isAt(bytes, FEEDS, end)
        ? likely
        : FeedSet.read(bytes, FEEDS, end);
  }

  /** The array that holds the BatchKey, from {@link #batchKeyAt} to its end. */
  public byte[] array() {
    return bytes;
  }

  /** Where the BatchKey begins in {@link #array}. */
  public int batchKeyAt() {
    return FEEDS + Short.toUnsignedInt(fields.getShort(FEEDS_LENGTH));
  }

  /** Never shows the bytes. */
  @Override
  public String toString() {
    return "HeldKey[redacted]";
  }
}
