package org.keyferry.exporter.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SealedManifest;
import org.keyferry.wire.topic.Topics;

class SealedValueTest {
  private static final String TOPIC = Topics.BATCHES_SEALED.name();
  private static final String PLACE = TOPIC + "-0@5";
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
    var value = ahead.deserialize(TOPIC, MANIFEST);

    assertThat(value.read(PLACE)).isEqualTo(SealedRecordReader.read(MANIFEST, PLACE));
  }

  @Test
  void missingValueIsReportedWithItsPlace() {
    assertThatThrownBy(() -> SealedValue.of(null).read(PLACE))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining(PLACE);
  }

  @Test
  void brokenValueIsReportedWithItsPlace() {
    var value = ahead.deserialize(TOPIC, new byte[] {1, 2, 3});

    assertThatThrownBy(() -> value.read(PLACE))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining(PLACE);
  }
}
