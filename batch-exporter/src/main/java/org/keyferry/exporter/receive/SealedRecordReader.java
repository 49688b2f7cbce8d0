package org.keyferry.exporter.receive;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SealedChunk;
import org.keyferry.event.v1.SealedManifest;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.record.BatchTerms;
import org.keyferry.wire.Problem;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.feed.CommandShape;
import org.keyferry.wire.key.Region;

/**
 * Reads one record of {@code batches.sealed}.
 *
 * <p>in: a {@code SealedBatch} message; out: {@link SealedRecord}, whose keys are in range and in
 * order
 */
final class SealedRecordReader {
  private final byte[] value;
  private final String where;
  private final CodedInputStream in;

  private String feed = "";
  private long sequence;
  private long start;
  private long end;
  private int number;
  private boolean revised;
  private ByteBuffer keys;
  private SealedManifest manifest;

  private SealedRecordReader(byte[] value, String where) {
    this.value = value;
    this.where = where;
    this.in = CodedInputStream.newInstance(value);
  }

  /**
   * @param value the record's value
   * @param where topic-partition@offset, for errors
   * @throws MalformedRecord if it is none that our processor writes
   */
  static SealedRecord read(byte[] value, String where) throws MalformedRecord {
    MalformedRecord.unless(value != null, "value", where, "a SealedBatch", "none");
    return new SealedRecordReader(value, where).read();
  }

  /** Which batch the record is of, without reading the rest of it. */
  static BatchId batch(byte[] value, String where) throws MalformedRecord {
    MalformedRecord.unless(value != null, "value", where, "a SealedBatch", "none");
    var reader = new SealedRecordReader(value, where);
    try {
      while (reader.feed.isEmpty() || reader.sequence == 0) {
        int tag = reader.in.readTag();
        MalformedRecord.unless(
            WireFormat.getTagFieldNumber(tag) == SealedBatch.FEED_FIELD_NUMBER
                || WireFormat.getTagFieldNumber(tag) == SealedBatch.SEQUENCE_FIELD_NUMBER,
            "first fields",
            where,
            "feed and sequence",
            "others");
        reader.field(tag);
      }
      return new BatchId(reader.feed, reader.sequence);
    } catch (IOException | IllegalArgumentException e) {
      throw new MalformedRecord(
          new Problem("value", where, "a SealedBatch", String.valueOf(e.getMessage())));
    }
  }

  private SealedRecord read() throws MalformedRecord {
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        field(tag);
      }
      return record();
    } catch (IOException | IllegalArgumentException e) {
      // Of broken protobuf, and of values that the types refuse; neither shows key bytes.
      throw new MalformedRecord(
          new Problem("value", where, "a SealedBatch", String.valueOf(e.getMessage())));
    }
  }

  private void field(int tag) throws IOException, MalformedRecord {
    switch (WireFormat.getTagFieldNumber(tag)) {
      case SealedBatch.FEED_FIELD_NUMBER -> feed = in.readStringRequireUtf8();
      case SealedBatch.SEQUENCE_FIELD_NUMBER -> sequence = in.readInt64();
      case SealedBatch.WINDOW_START_SECONDS_FIELD_NUMBER -> start = in.readInt64();
      case SealedBatch.WINDOW_END_SECONDS_FIELD_NUMBER -> end = in.readInt64();
      case SealedBatch.CHUNK_FIELD_NUMBER -> chunk();
      case SealedBatch.MANIFEST_FIELD_NUMBER ->
          manifest =
              in.readMessage(SealedManifest.parser(), ExtensionRegistryLite.getEmptyRegistry());
      default -> in.skipField(tag);
    }
  }

  private void chunk() throws IOException, MalformedRecord {
    var chunkKeys = new ChunkKeys(value, in, where);
    int outer = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case SealedChunk.NUMBER_FIELD_NUMBER -> number = in.readInt32();
        case SealedChunk.REVISED_FIELD_NUMBER -> revised = in.readBool();
        case SealedChunk.KEYS_FIELD_NUMBER -> chunkKeys.next();
        default -> in.skipField(tag);
      }
    }
    in.popLimit(outer);
    keys = chunkKeys.keys();
  }

  private SealedRecord record() throws MalformedRecord {
    MalformedRecord.unless(
        (keys == null) != (manifest == null), "content", where, "a chunk or a manifest", "another");
    var batch = new BatchId(feed, sequence);
    var window = BatchWindow.ofEpochSeconds(start, end);
    if (keys != null) {
      return new SealedRecord.Chunk(batch, window, number, revised, keys, sha256());
    }
    if (manifest.hasCommand()) {
      return command(batch, window);
    }
    return new SealedRecord.Manifest(
        batch,
        window,
        new Region(manifest.getRegion()),
        manifest.getKeys(),
        manifest.getPadding(),
        BatchTerms.of(manifest),
        manifest.getRevisedKeys(),
        manifest.getChunkSha256List());
  }

  private SealedRecord command(BatchId batch, BatchWindow window) throws MalformedRecord {
    var problem = CommandShape.problem(manifest.getCommand());
    if (problem.isPresent()) {
      throw new MalformedRecord(problem.get());
    }
    return new SealedRecord.Command(batch, window, BatchTerms.of(manifest), manifest.getCommand());
  }

  private ByteString sha256() {
    try {
      return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
