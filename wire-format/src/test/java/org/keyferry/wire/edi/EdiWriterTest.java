package org.keyferry.wire.edi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.InvalidKey;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

@Tag("D51")
class EdiWriterTest {
  @TempDir Path folder;

  private Path file;
  private EdiWriter writer;

  @BeforeEach
  void create() throws Exception {
    file = folder.resolve("x.edi");
    writer = EdiWriter.create(file, RecordKind.GAEN, EdiSamples.STAMP);
  }

  @Test
  void digestIsThatOfTheWholeFile() throws Exception {
    for (var each : EdiSamples.records(RecordKind.GAEN)) {
      writer.add(each);
    }
    var written = writer.finish();
    assertThat(written.sha256()).isEqualTo(Sha256.of(Files.readAllBytes(file)));
    assertThat(written.size()).isEqualTo(Files.size(file));
  }

  @Test
  void shownKeysGiveTheBytesOfRecords() throws Exception {
    for (var each : EdiSamples.records(RecordKind.GAEN)) {
      writer.add(each);
    }
    writer.finish();
    Path shown = folder.resolve("shown.edi");
    try (var other = EdiWriter.create(shown, RecordKind.GAEN, EdiSamples.STAMP)) {
      for (var each : EdiSamples.records(RecordKind.GAEN)) {
        other.add(new ShownKey(((GaenRecord) each).diagnosis()));
      }
      other.finish();
    }
    assertThat(shown).hasSameBinaryContentAs(file);
  }

  @Test
  void shownKeyOutOfOrderIsRefusedAndLeavesNothing() throws Exception {
    var keys = EdiSamples.records(RecordKind.GAEN);
    var middle = new ShownKey(((GaenRecord) keys.get(1)).diagnosis());
    var last = new ShownKey(((GaenRecord) keys.get(2)).diagnosis());
    writer.add(middle);
    assertThatThrownBy(() -> writer.add(middle))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("record 2");
    writer.add(last);
    assertThat(writer.finish().header().recordCount()).isEqualTo(2);
    assertThat(EdiSamples.read(Files.readAllBytes(file))).containsExactly(keys.get(1), keys.get(2));
  }

  @Test
  void keyTwiceIsRefused() throws Exception {
    var key = EdiSamples.records(RecordKind.GAEN).getFirst();
    writer.add(key);
    assertThatThrownBy(() -> writer.add(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("record 2");
  }

  @Test
  void keyOutOfOrderIsRefused() throws Exception {
    var keys = EdiSamples.records(RecordKind.GAEN);
    writer.add(keys.get(2));
    assertThatThrownBy(() -> writer.add(keys.get(1))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void recordOfAnotherKindIsRefused() {
    var seed = EdiSamples.records(RecordKind.SEED).getFirst();
    assertThatThrownBy(() -> writer.add(seed)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fileThatWasNotFinishedIsRefused() throws Exception {
    writer.add(EdiSamples.records(RecordKind.GAEN).getFirst());
    writer.close();
    assertThatThrownBy(() -> EdiSamples.read(Files.readAllBytes(file)))
        .isInstanceOf(MalformedEdi.class);
  }

  @Test
  void nothingIsAddedToAFinishedFile() throws Exception {
    writer.finish();
    var key = EdiSamples.records(RecordKind.GAEN).getFirst();
    assertThatThrownBy(() -> writer.add(key)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {Short.MIN_VALUE - 1, 0x7fff})
  void daysThatTheRecordCannotHoldAreRefused(int days) {
    var key =
        new DiagnosisKey(
            ExposureKey.of(new byte[16]),
            new Interval(1),
            RollingPeriod.DAY,
            new TransmissionRisk(0),
            ReportType.CONFIRMED_TEST,
            OptionalInt.of(days));
    assertThatThrownBy(() -> writer.add(key)).isInstanceOf(InvalidKey.class);
  }

  @ParameterizedTest
  @EnumSource
  void recordPrintsNoBytes(RecordKind kind) {
    assertThat(EdiSamples.records(kind).getFirst().toString()).contains("redacted");
  }

  @Test
  void reportThatIsNeitherSignedNorUnsignedIsRefused() {
    assertThatThrownBy(() -> new TcnRecord(ByteString.copyFrom(new byte[71])))
        .isInstanceOf(InvalidKey.class)
        .hasMessageContaining("70 bytes by its memo");
  }
}
