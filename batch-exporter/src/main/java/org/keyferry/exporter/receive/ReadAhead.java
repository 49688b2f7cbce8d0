package org.keyferry.exporter.receive;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads the values of one poll on a thread of its own while those before them are dealt with:
 * checking keys and hashing chunks is most of the work of receiving a batch, and the only part that
 * needs no order.
 */
final class ReadAhead implements Deserializer<SealedValue> {
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("sealed-reader-", 0).factory());

  @Override
  public SealedValue deserialize(String topic, byte[] bytes) {
    return SealedValue.readBy(reader, bytes);
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }
}
