package org.keyferry.bench.data;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SealedChunk;
import org.keyferry.event.v1.SealedManifest;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.topic.Topics;

/**
 * Records of one batch of {@code batches.sealed}: ascending keys in chunks, then the manifest.
 *
 * <p>in: {@link MadeUpKeys}; out: records for {@code batches.sealed}
 *
 * @param keys where keys come from
 * @param size how many keys the batch has
 * @param feed the feed that it belongs to
 * @param sequence its number, from 1
 * @param window its window
 */
public record SealedRecords(
    MadeUpKeys keys, int size, Feed feed, long sequence, BatchWindow window) {
  /** Keeps chunks below 256 KiB: a key takes at most 40 bytes. */
  private static final int KEYS_PER_CHUNK = 6_000;

  /** Hands over every record, in order. */
  public void forEach(Consumer<ProducerRecord<byte[], byte[]>> consumer) {
    var manifest = SealedManifest.newBuilder().setRegion(feed.region().code()).setKeys(size);
    int chunks = 0;
    for (int first = 0; first < size; first += KEYS_PER_CHUNK) {
      byte[] value = envelope().setChunk(chunk(chunks++, first)).build().toByteArray();
      manifest.addChunkSha256(ByteString.copyFrom(sha256(value)));
      consumer.accept(record(value));
    }
    consumer.accept(record(envelope().setManifest(manifest).build().toByteArray()));
  }

  private SealedBatch.Builder envelope() {
    return SealedBatch.newBuilder()
        .setFeed(feed.id())
        .setSequence(sequence)
        .setWindowStartSeconds(window.start().getEpochSecond())
        .setWindowEndSeconds(window.end().getEpochSecond());
  }

  private SealedChunk chunk(int number, int first) {
    var chunk = SealedChunk.newBuilder().setNumber(number);
    int end = Math.min(size, first + KEYS_PER_CHUNK);
    for (int index = first; index < end; index++) {
      chunk.addKeys(keys.ascendingKey(index, size).toEvent());
    }
    return chunk.build();
  }

  private ProducerRecord<byte[], byte[]> record(byte[] value) {
    return new ProducerRecord<>(
        Topics.BATCHES_SEALED.name(), feed.id().getBytes(StandardCharsets.UTF_8), value);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
