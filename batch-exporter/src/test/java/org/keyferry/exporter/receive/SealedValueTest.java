package org.keyferry.exporter.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SealedManifest;

class SealedValueTest {
  private static final byte[] MANIFEST =
      SealedBatch.newBuilder()
          .setFeed("NL")
          .setSequence(7)
          .setWindowStartSeconds(10)
          .setWindowEndSeconds(20)
          .setManifest(SealedManifest.newBuilder().setRegion("NL"))
          .build()
          .toByteArray();

  private final ReadAhead ahead = new ReadAhead();

  @AfterEach
  void close() {
    ahead.close();
  }

  @Test
  void valueThatWasReadBeforeIsTheRecord() throws MalformedRecord {
    var value = ahead.deserialize("batches.sealed", MANIFEST);

    assertThat(value.read("batches.sealed-0@5"))
        .isEqualTo(SealedRecordReader.read(MANIFEST, "batches.sealed-0@5"));
  }

  @Test
  void missingValueIsReportedWithItsPlace() {
    assertThatThrownBy(() -> SealedValue.of(null).read("batches.sealed-0@5"))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("batches.sealed-0@5");
  }

  @Test
  void brokenValueIsReportedWithItsPlace() {
    var value = ahead.deserialize("batches.sealed", new byte[] {1, 2, 3});

    assertThatThrownBy(() -> value.read("batches.sealed-0@5"))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("batches.sealed-0@5");
  }
}
