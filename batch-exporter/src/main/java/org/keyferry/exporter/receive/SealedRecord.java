package org.keyferry.exporter.receive;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.List;
import org.keyferry.event.v1.FeedCommand;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.record.BatchTerms;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.Region;

/** A record of {@code batches.sealed}, read and checked by itself. */
public sealed interface SealedRecord {

  /** The batch that it is of. */
  BatchId batch();

  /** The batch's window. */
  BatchWindow window();

  /**
   * Some keys of a batch.
   *
   * @param number from 0
   * @param revised whether the keys are revised ones
   * @param keys the keys, ascending, as {@link org.keyferry.exporter.spool.SpooledKey} lays them
   *     out
   * @param sha256 of the record's value
   */
  record Chunk(
      BatchId batch,
      BatchWindow window,
      int number,
      boolean revised,
      ByteBuffer keys,
      ByteString sha256)
      implements SealedRecord {}

  /**
   * A command on an earlier batch, with a number of its own.
   *
   * @param batch the command's number
   * @param window that of the newest batch when the command came
   * @param terms what the feed's settings say of its files
   */
  record Command(BatchId batch, BatchWindow window, BatchTerms terms, FeedCommand command)
      implements SealedRecord {}

  /**
   * The end of a batch.
   *
   * @param region that the export file names
   * @param keys how many keys all chunks have, padding and revised ones included
   * @param padding how many of them are padding
   * @param terms what the feed's settings say of its files
   * @param revisedKeys how many of them are revised
   * @param chunkSha256 the SHA-256 of each chunk record's value, in order
   */
  record Manifest(
      BatchId batch,
      BatchWindow window,
      Region region,
      long keys,
      long padding,
      BatchTerms terms,
      long revisedKeys,
      List<ByteString> chunkSha256)
      implements SealedRecord {
    public Manifest {
      chunkSha256 = List.copyOf(chunkSha256);
    }
  }
}
