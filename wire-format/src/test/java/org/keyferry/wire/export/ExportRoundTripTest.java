package org.keyferry.wire.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.export.format.TemporaryExposureKey;
import org.keyferry.wire.export.format.TemporaryExposureKeyExport;
import org.keyferry.wire.key.DiagnosisKey;

class ExportRoundTripTest {
  private static final ExportWriter WRITER = new ExportWriter(List.of(TestKey.FIRST.signer()));

  @Provide
  static Arbitrary<List<DiagnosisKey>> keys() {
    return SampleKeys.keys().list().ofMaxSize(40);
  }

  @Property(tries = 200)
  void readerGivesBackWhatWasWritten(
      @ForAll("keys") List<DiagnosisKey> keys, @ForAll("keys") List<DiagnosisKey> revised)
      throws Exception {
    var collected = new SampleKeys.Collected();
    var out = new ByteArrayOutputStream();
    var written = write(out, keys, revised);
    var summary =
        new ExportReader().read(new ByteArrayInputStream(out.toByteArray()), "any.zip", collected);
    assertThat(collected.keys).isEqualTo(keys);
    assertThat(collected.revisedKeys).isEqualTo(revised);
    assertThat(summary)
        .isEqualTo(
            new ExportSummary(
                SampleKeys.WINDOW,
                "NL",
                1,
                1,
                keys.size(),
                revised.size(),
                written.exportSha256(),
                written.sha256(),
                out.size(),
                written.signatures()));
  }

  /** Decoded by generated classes, which share no code with the writer. */
  @Property(tries = 200)
  void fieldsAreLeftOutByTheRulesOfTheFormat(@ForAll("keys") List<DiagnosisKey> keys)
      throws IOException {
    var out = new ByteArrayOutputStream();
    write(out, keys, List.of());
    byte[] exportBin = Zips.entries(out.toByteArray()).get("export.bin");
    assertThat(exportBin).startsWith(ForeignExport.HEADER);
    var export =
        TemporaryExposureKeyExport.parseFrom(Arrays.copyOfRange(exportBin, 16, exportBin.length));
    assertThat(export.toBuilder().clearKeys().build())
        .isEqualTo(ForeignExport.message().clearKeys().clearRevisedKeys().build());
    assertThat(export.getKeysList())
        .isEqualTo(keys.stream().map(ExportRoundTripTest::asMessage).toList());
    assertThat(export.getUnknownFields().asMap()).isEmpty();
  }

  private static TemporaryExposureKey asMessage(DiagnosisKey key) {
    var message =
        TemporaryExposureKey.newBuilder()
            .setKeyData(key.key().toByteString())
            .setTransmissionRiskLevel(key.risk().level());
    if (key.start().number() != 0) {
      message.setRollingStartIntervalNumber(key.start().number());
    }
    if (key.period().intervals() != 144) {
      message.setRollingPeriod(key.period().intervals());
    }
    if (key.reportType() != ReportType.REPORT_TYPE_UNSPECIFIED) {
      message.setReportType(
          TemporaryExposureKey.ReportType.forNumber(key.reportType().getNumber()));
    }
    key.daysSinceOnset().ifPresent(message::setDaysSinceOnsetOfSymptoms);
    return message.build();
  }

  private static WrittenExport write(
      ByteArrayOutputStream out, List<DiagnosisKey> keys, List<DiagnosisKey> revised)
      throws IOException {
    try (var file = WRITER.open(out, SampleKeys.HEADER)) {
      for (var key : keys) {
        file.add(key);
      }
      for (var key : revised) {
        file.addRevised(key);
      }
      return file.finish();
    }
  }
}
