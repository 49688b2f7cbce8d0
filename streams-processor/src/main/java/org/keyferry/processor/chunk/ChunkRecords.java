package org.keyferry.processor.chunk;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SealedChunk;
import org.keyferry.event.v1.SliceChunk;

/**
 * Wraps {@link EncodedKeys} into the records that carry them: the same bytes that the generated
 * classes would write, without parsing the keys for it.
 *
 * <p>in: encoded keys; out: values of {@code feeds.slices} and {@code batches.sealed}
 */
public final class ChunkRecords {
  private static final int REVISED = SealedChunk.REVISED_FIELD_NUMBER;

  static {
    if (SliceChunk.REVISED_FIELD_NUMBER != REVISED) {
      throw new IllegalStateException("slice and sealed chunks number their fields differently");
    }
  }

  private ChunkRecords() {}

  /**
   * A value of {@code feeds.slices}: what the slice lacks is a chunk of these keys.
   *
   * @param revised whether they are revised ones
   */
  public static byte[] slice(FeedSlice slice, long grainStart, boolean revised, EncodedKeys keys) {
    var chunk = SliceChunk.newBuilder().setGrainStartSeconds(grainStart).build();
    return join(slice, FeedSlice.CHUNK_FIELD_NUMBER, chunk, revised, keys);
  }

  /**
   * A value of {@code batches.sealed}: what the batch lacks is the chunk of that number.
   *
   * @param revised whether the keys are revised ones
   */
  public static byte[] sealed(SealedBatch batch, int number, boolean revised, EncodedKeys keys) {
    var chunk = SealedChunk.newBuilder().setNumber(number).build();
    return join(batch, SealedBatch.CHUNK_FIELD_NUMBER, chunk, revised, keys);
  }

  /** Both records have their chunk last, and both chunks their keys and then whether revised. */
  private static byte[] join(
      MessageLite record, int field, MessageLite chunk, boolean revised, EncodedKeys keys) {
    int tail = revised ? CodedOutputStream.computeBoolSize(REVISED, true) : 0;
    int chunkLength = chunk.getSerializedSize() + keys.size() + tail;
    byte[] bytes =
        new byte
            [record.getSerializedSize()
                + CodedOutputStream.computeTagSize(field)
                + CodedOutputStream.computeUInt32SizeNoTag(chunkLength)
                + chunkLength];
    try {
      var out = CodedOutputStream.newInstance(bytes);
      record.writeTo(out);
      out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(chunkLength);
      chunk.writeTo(out);
      keys.writeTo(out);
      if (revised) {
        out.writeBool(REVISED, true);
      }
      out.checkNoSpaceLeft();
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("a chunk does not fit into the record made for it", e);
    }
  }
}
