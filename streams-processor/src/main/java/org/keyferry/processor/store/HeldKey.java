package org.keyferry.processor.store;

import java.nio.ByteBuffer;
import org.keyferry.processor.admit.AdmittedKey;
import org.keyferry.processor.feed.FeedSet;
import org.keyferry.processor.feed.KeyProvenance;
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
 *  0      1  bits: 1 the record is of keys.federated, else keys.submitted; 2 the report may revise
 *            an earlier one; 4 it revises a key that is released already
 *  1     14  start interval, rolling period, reports, source: as {@link KnownKey}
 * 15      8  arrival, seconds since the epoch
 * 23      8  offset of the record
 * 31      2  length F of the feed set
 * 33      2  length P of the provenance
 * 35      F  feed set
 * 35+F    P  provenance
 * 35+F+P     BatchKey, as batches carry it
 * </pre>
 */
public final class HeldKey {
  private static final int FEDERATED = 1;
  private static final int MAY_REVISE = 2;
  private static final int REVISES = 4;

  private static final int KNOWN = 1;
  private static final int ARRIVAL = KNOWN + KnownKey.LENGTH;
  private static final int OFFSET = ARRIVAL + Long.BYTES;
  private static final int FEEDS_LENGTH = OFFSET + Long.BYTES;
  private static final int FROM_LENGTH = FEEDS_LENGTH + Short.BYTES;
  private static final int FEEDS = FROM_LENGTH + Short.BYTES;

  private final byte[] bytes;
  private final ByteBuffer fields;

  private HeldKey(byte[] bytes) {
    this.bytes = bytes;
    this.fields = ByteBuffer.wrap(bytes);
  }

  /** The value for a key that is to be held for its first release. */
  public static byte[] valueOf(AdmittedKey admitted) {
    DiagnosisKey key = admitted.key();
    var known =
        KnownKey.first(
            key.start().number(),
            key.period().intervals(),
            key.reportType(),
            admitted.source().tag());
    return valueOf(
        admitted, admitted.source().mayRevise() ? MAY_REVISE : 0, known, admitted.feeds());
  }

  /**
   * The value for a report that replaces the one of a key that is still held, in the feeds of that.
   *
   * @param first what is held
   */
  public static byte[] replacing(HeldKey first, AdmittedKey revision) {
    return valueOf(
        revision,
        MAY_REVISE,
        first.known().revisedTo(revision.key().reportType()),
        first.feeds(null));
  }

  /**
   * The value for a report that revises a key that was released, in the feeds of that.
   *
   * @param revised what is known of the key, revised
   */
  public static byte[] revising(KnownKey revised, FeedSet feeds, AdmittedKey revision) {
    return valueOf(revision, MAY_REVISE | REVISES, revised, feeds);
  }

  private static byte[] valueOf(AdmittedKey admitted, int bits, KnownKey known, FeedSet feedSet) {
    var event = admitted.key().toEvent();
    RecordPlace place = admitted.place();
    boolean federated = admitted.isRemote();
    KeyProvenance provenance = admitted.from();
    int from = FEEDS + feedSet.length();
    int batchKeyAt = from + provenance.length();
    byte[] bytes = new byte[batchKeyAt + event.getSerializedSize()];
    var fields = ByteBuffer.wrap(bytes).put((byte) (bits | (federated ? FEDERATED : 0)));
    known.write(fields);
    fields
        .putLong(place.arrivalSeconds())
        .putLong(place.offset())
        .putShort((short) feedSet.length())
        .putShort((short) provenance.length());
    feedSet.write(bytes, FEEDS);
    provenance.write(bytes, from);
    byte[] batchKey = event.toByteArray();
    System.arraycopy(batchKey, 0, bytes, batchKeyAt, batchKey.length);
    return bytes;
  }

  /** Reads a value of the store, which is not copied. */
  public static HeldKey of(byte[] value) {
    return new HeldKey(value);
  }

  /** What stays known of the key after its release. */
  public KnownKey known() {
    return KnownKey.of(bytes, KNOWN);
  }

  /**
   * The value of the store {@code known-keys} after its release.
   *
   * @param feeds the feeds that it is in, as {@link FeedNumbers} encodes them
   */
  public byte[] knownValue(byte[] feeds) {
    byte[] value = new byte[KnownKey.LENGTH + feeds.length];
    System.arraycopy(bytes, KNOWN, value, 0, KnownKey.LENGTH);
    System.arraycopy(feeds, 0, value, KnownKey.LENGTH, feeds.length);
    return value;
  }

  /** Whether the report may revise an earlier one. */
  public boolean mayRevise() {
    return (bytes[0] & MAY_REVISE) != 0;
  }

  /** Whether it revises a key that was released before. */
  public boolean revises() {
    return (bytes[0] & REVISES) != 0;
  }

  /** First second at which the key is no longer valid. */
  public long validUntil() {
    return KnownKey.validUntil(
        fields.getInt(KNOWN), Byte.toUnsignedInt(bytes[KNOWN + Integer.BYTES]));
  }

  /** The record that the key came in, which lies in the given partition. */
  public RecordPlace place(int partition) {
    String topic =
        ((bytes[0] & FEDERATED) != 0 ? Topics.KEYS_FEDERATED : Topics.KEYS_SUBMITTED).name();
    return new RecordPlace(topic, partition, fields.getLong(OFFSET), fields.getLong(ARRIVAL));
  }

  /** The feeds that the key belongs to; the given set itself if it is that one. */
  public FeedSet feeds(FeedSet likely) {
    int end = fromAt();
    return likely != null && likely.isAt(bytes, FEEDS, end)
        ? likely
        : FeedSet.read(bytes, FEEDS, end);
  }

  /** Where it came from; the given provenance itself if it is that one. */
  public KeyProvenance from(KeyProvenance likely) {
    int from = fromAt();
    int end = batchKeyAt();
    return likely != null && likely.isAt(bytes, from, end)
        ? likely
        : KeyProvenance.read(bytes, from, end);
  }

  private int fromAt() {
    return FEEDS + Short.toUnsignedInt(fields.getShort(FEEDS_LENGTH));
  }

  /** The array that holds the BatchKey, from {@link #batchKeyAt} to its end. */
  public byte[] array() {
    return bytes;
  }

  /** Where the BatchKey begins in {@link #array}. */
  public int batchKeyAt() {
    return fromAt() + Short.toUnsignedInt(fields.getShort(FROM_LENGTH));
  }

  /** Never shows the bytes. */
  @Override
  public String toString() {
    return "HeldKey[redacted]";
  }
}
