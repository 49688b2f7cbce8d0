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
  private ChunkRecords() {}

  /** A value of {@code feeds.slices}: what the slice lacks is the chunk, and that these keys. */
  public static byte[] slice(FeedSlice slice, SliceChunk chunk, EncodedKeys keys) {
    return join(slice, FeedSlice.CHUNK_FIELD_NUMBER, chunk, keys);
  }

  /** A value of {@code batches.sealed}: what the batch lacks is the chunk, and that these keys. */
  public static byte[] sealed(SealedBatch batch, SealedChunk chunk, EncodedKeys keys) {
    return join(batch, SealedBatch.CHUNK_FIELD_NUMBER, chunk, keys);
  }

  /** The order of a message's fields says nothing: the keys come behind all others. */
  private static byte[] join(MessageLite record, int field, MessageLite chunk, EncodedKeys keys) {
    int chunkLength = chunk.getSerializedSize() + keys.size();
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
      out.checkNoSpaceLeft();
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("a chunk does not fit into the record made for it", e);
    }
  }
}
