package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.wire.document.BatchListing;

/** What an exporter makes of a bucket that was emptied. */
class ListsAnewTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private Outside outside;
  private ExporterUnderTest exporter;

  @BeforeEach
  void publishTwoBatches(@TempDir Path directory) throws Exception {
    outside = new Outside(directory);
    outside.send(SealedBatchRecords.of("NL", 1, 30, 1));
    outside.send(SealedBatchRecords.of("NL", 2, 20, 1));
    exporter = outside.exporter();
    runUntil(exporter);
  }

  @AfterEach
  void stop() {
    outside.close();
  }

  private static void runUntil(Outside outside, ExporterUnderTest exporter) throws Exception {
    try (var app = ExporterApplication.start(exporter.arguments())) {
      assertThat(app.getBean(PublishedBatches.class)).isNotNull();
      await().atMost(PATIENCE).until(() -> outside.committed() == 4);
    }
  }

  private void runUntil(ExporterUnderTest started) throws Exception {
    runUntil(outside, started);
  }

  private Map<String, ByteString> immutable() throws Exception {
    var found = new TreeMap<String, ByteString>();
    for (String name : outside.objects().list("public/")) {
      // Aggregates come when they come.
      if (name.matches(".*(\\.zip|/[0-9]+\\.(edi|ccf))")) {
        found.put(name, ByteString.copyFrom(outside.read(name).orElseThrow()));
      }
    }
    return found;
  }

  @Test
  @Tag("D13")
  void emptiedBucketGetsTheSameObjectsAndAListThatIsNoRollback() throws Exception {
    var before = immutable();
    BatchListing list = phone().list("NL");
    outside.emptyBucket();
    outside.forgetOffsets();
    // Other settings make other filters, but not of what was published.
    runUntil(outside.exporter("--keyferry.exporter.lists.filter.fingerprint-bits=16"));

    assertThat(immutable()).hasSize(6).isEqualTo(before);
    BatchListing anew = phone().list("NL");
    assertThat(anew.batches()).isEqualTo(list.batches());
    assertThat(anew.head().sequence()).isGreaterThanOrEqualTo(list.head().sequence());
    phone().assertSameRepresentations("NL");
  }

  @Test
  void nothingIsIssuedAnewWhenAllIsReadAgain() throws Exception {
    BatchListing list = phone().list("NL");
    outside.forgetOffsets();
    runUntil(exporter);

    assertThat(phone().list("NL")).isEqualTo(list);
  }

  private PhoneSide phone() throws Exception {
    return new PhoneSide(outside.objects(), exporter.publicKey());
  }
}
