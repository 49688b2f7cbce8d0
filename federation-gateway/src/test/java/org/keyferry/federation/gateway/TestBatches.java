package org.keyferry.federation.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.event.v1.BatchAudience;
import org.keyferry.event.v1.BatchFeedKind;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.export.ExportHeader;
import org.keyferry.wire.export.ExportWriter;
import org.keyferry.wire.export.ObjectNames;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;
import org.keyferry.wire.topic.Topics;

/** Publishes batches as the exporter does: signed files in the store, then records. */
public final class TestBatches {
  static final SigningKeyId SIGNING_KEY = new SigningKeyId("test", "v1");
  private static final int WINDOW_SECONDS = 7200;

  private final TestTopics topics;
  private final ObjectStore store;
  private final Random random = new Random(1);
  private final KeyPair keys = SigningKeys.generate();
  private final ExportWriter writer;

  TestBatches(TestTopics topics, ObjectStore store, Path directory) {
    this.topics = topics;
    this.store = store;
    try {
      Path file = directory.resolve("signing.pem");
      SigningKeys.writePrivate(file, keys.getPrivate());
      writer = new ExportWriter(List.of(PemSigner.read(SIGNING_KEY, file)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The key that all files can be verified with. */
  Map<SigningKeyId, ECPublicKey> publicKeys() {
    return Map.of(SIGNING_KEY, (ECPublicKey) keys.getPublic());
  }

  /** A feed of the kind for the region, under the id. */
  PublishedFeed feed(String id, BatchFeedKind kind, String region) {
    return new PublishedFeed(id, kind, region);
  }

  /** Publishes batches of one feed, in windows of two hours of which the newest ended just now. */
  final class PublishedFeed {
    private final String id;
    private final BatchFeedKind kind;
    private final String region;
    private long nextChunk = 1;

    private PublishedFeed(String id, BatchFeedKind kind, String region) {
      this.id = id;
      this.kind = kind;
      this.region = region;
    }

    /** A batch without keys. */
    PublishedBatch empty(long sequence) {
      return publish(batch(sequence, 0));
    }

    /** A batch of so many files, one key each. */
    PublishedBatch files(long sequence, int files) {
      return publish(batch(sequence, files));
    }

    PublishedBatch batch(long sequence, int files) {
      BatchWindow window = window(sequence);
      var batch =
          PublishedBatch.newBuilder()
              .setFeed(id)
              .setSequence(sequence)
              .setWindowStartSeconds(window.start().getEpochSecond())
              .setWindowEndSeconds(window.end().getEpochSecond())
              .setKeys(files)
              .setPreviousSequence(sequence - 1)
              .setAudience(
                  kind == BatchFeedKind.FEED_FOR_PHONES
                      ? BatchAudience.PHONES
                      : BatchAudience.PEERS)
              .setFeedKind(kind)
              .setRegion(region)
              .setFirstChunk(nextChunk);
      for (int number = 1; number <= files; number++) {
        batch.addObjects(store(window, number, files));
      }
      nextChunk += Math.max(1, files);
      return batch.build();
    }

    /** Sends the record of the batch, whatever it says. */
    PublishedBatch publish(PublishedBatch batch) {
      topics.send(Topics.BATCHES_PUBLISHED, key(batch.getSequence()), batch.toByteArray());
      return batch;
    }

    /** Sends the record that nothing of the batch is there any more. */
    void expire(long sequence) {
      topics.send(Topics.BATCHES_PUBLISHED, key(sequence), null);
    }

    private byte[] key(long sequence) {
      return String.format(Locale.ROOT, "%s/%010d", id, sequence).getBytes(US_ASCII);
    }

    /** The hundredth window ends in the hour before now. */
    private BatchWindow window(long sequence) {
      long now = Instant.now().getEpochSecond();
      long end = now - now % 3600 - (100 - sequence) * WINDOW_SECONDS;
      return BatchWindow.ofEpochSeconds(end - WINDOW_SECONDS, end);
    }

    private PublishedObject store(BatchWindow window, int number, int files) {
      String name = ObjectNames.exportFile(id, window, number);
      String folder = kind == BatchFeedKind.FEED_FOR_PHONES ? "public/" : "private/";
      var bytes = new ByteArrayOutputStream();
      try (var export =
          writer.open(bytes, new ExportHeader(window, new Region(region), number, files))) {
        export.add(diagnosisKey(window));
        var written = export.finish();
        store.putIfAbsent(
            folder + name, Content.of(bytes.toByteArray(), "application/zip", "private", Map.of()));
        return PublishedObject.newBuilder()
            .setName(name)
            .setSizeBytes(written.size())
            .setSha256(written.sha256())
            .setExportSha256(written.exportSha256())
            .setKeys(1)
            .build();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private DiagnosisKey diagnosisKey(BatchWindow window) {
    byte[] bytes = new byte[ExposureKey.LENGTH];
    random.nextBytes(bytes);
    return new DiagnosisKey(
        ExposureKey.of(bytes),
        Interval.containing(window.start().minusSeconds(2 * 86_400)),
        RollingPeriod.DAY,
        new TransmissionRisk(3),
        ReportType.CONFIRMED_TEST,
        OptionalInt.of(1));
  }
}
