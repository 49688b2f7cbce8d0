package org.keyferry.exporter.receive;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.kafka.common.errors.InterruptException;

/** A value of {@code batches.sealed} that may be read before its turn comes. */
final class SealedValue {
  private static final String NOT_YET_KNOWN = "a record whose turn has not come";

  private final byte[] bytes;
  private final Future<SealedRecord> record;

  private SealedValue(byte[] bytes, Future<SealedRecord> record) {
    this.bytes = bytes;
    this.record = record;
  }

  /** Reads at once. */
  static SealedValue of(byte[] bytes) {
    var record = new FutureTask<>(() -> SealedRecordReader.read(bytes, NOT_YET_KNOWN));
    record.run();
    return new SealedValue(bytes, record);
  }

  /** Has it read by another thread. */
  static SealedValue readBy(ExecutorService reader, byte[] bytes) {
    return new SealedValue(
        bytes, reader.submit(() -> SealedRecordReader.read(bytes, NOT_YET_KNOWN)));
  }

  /**
   * What it holds.
   *
   * @param where topic-partition@offset, for errors
   * @throws MalformedRecord if it is none that our processor writes
   */
  SealedRecord read(String where) throws MalformedRecord {
    try {
      return record.get();
    } catch (ExecutionException e) {
      // Once more, for an error that says where.
      return SealedRecordReader.read(bytes, where);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
