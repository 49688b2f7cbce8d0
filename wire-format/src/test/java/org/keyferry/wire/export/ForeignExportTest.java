package org.keyferry.wire.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyferry.wire.export.ForeignExport.bin;
import static org.keyferry.wire.export.ForeignExport.concat;
import static org.keyferry.wire.export.ForeignExport.file;
import static org.keyferry.wire.export.ForeignExport.info;
import static org.keyferry.wire.export.ForeignExport.sig;
import static org.keyferry.wire.export.ForeignExport.signature;
import static org.keyferry.wire.export.ForeignExport.signed;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.export.format.TemporaryExposureKey.VariantOfConcern;
import org.keyferry.wire.key.RollingPeriod;

/** What others write differently, and phones take. */
class ForeignExportTest {
  private final SampleKeys.Collected collected = new SampleKeys.Collected();

  @Test
  void signatureEntryMayComeFirst() throws Exception {
    var parts = Zips.entries(file());
    var turned = new LinkedHashMap<String, byte[]>();
    turned.put("export.sig", parts.get("export.sig"));
    turned.put("export.bin", parts.get("export.bin"));
    assertThat(verify(Zips.deflated(turned)).contents().keys()).isEqualTo(3);
    assertThat(verify(Zips.stored(turned)).contents().keys()).isEqualTo(3);
  }

  @Test
  void entriesMayBeDeflated() throws Exception {
    assertThat(verify(Zips.deflated(Zips.entries(file()))).contents().keys()).isEqualTo(3);
  }

  @Test
  void fieldsLeftOutHaveTheirDefaults() throws Exception {
    verify(file(export -> export.getKeysBuilder(2).clearRollingStartIntervalNumber()));
    var key = collected.keys.get(2);
    assertThat(key.period()).isEqualTo(RollingPeriod.DAY);
    assertThat(key.start().number()).isZero();
    assertThat(key.reportType()).isEqualTo(ReportType.REPORT_TYPE_UNSPECIFIED);
    assertThat(key.daysSinceOnset()).isEqualTo(OptionalInt.empty());
  }

  /** The form of the Corona-Warn-App: no field is left out, keys are shuffled, names of apps. */
  @Tag("U1")
  @Test
  void fileInTheFormOfAnotherVendorIsRead() throws Exception {
    var apps =
        UnknownFieldSet.newBuilder()
            .addField(
                1,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("de.rki.coronawarnapp"))
                    .build())
            .build();
    byte[] file =
        file(export -> {
          export.setRegion("DE").clearRevisedKeys().clearKeys();
          for (int number : new int[] {7, 3, 9}) {
            export.addKeys(
                ForeignExport.key(number).setRollingPeriod(144).setDaysSinceOnsetOfSymptoms(1));
          }
          export.getSignatureInfosBuilder(0).setUnknownFields(apps);
        });
    assertThat(verify(file).contents().region()).isEqualTo("DE");
    assertThat(collected.keys)
        .extracting(key -> key.key().toByteArray())
        .containsExactly(SampleKeys.bytes(7), SampleKeys.bytes(3), SampleKeys.bytes(9));
  }

  @Test
  void revisedKeysMayComeBeforeEverythingElse() throws Exception {
    byte[] revised = ForeignExport.key(9).build().toByteArray();
    byte[] exportBin = concat(ForeignExport.HEADER, (byte) 0x42, (byte) revised.length);
    exportBin = concat(concat(exportBin, revised), ForeignExport.message().build().toByteArray());
    verify(signed(exportBin));
    assertThat(collected.revisedKeys).hasSize(2);
    assertThat(collected.keys).hasSize(3);
  }

  @Test
  void unknownFieldsArePassedOver() throws Exception {
    var unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                99,
                UnknownFieldSet.Field.newBuilder()
                    .addVarint(1)
                    .addFixed32(2)
                    .addFixed64(3)
                    .addLengthDelimited(ByteString.copyFrom(new byte[100_000]))
                    .addGroup(UnknownFieldSet.getDefaultInstance())
                    .build())
            .build();
    byte[] exportBin =
        bin(export -> {
          export.setUnknownFields(unknown);
          export.getKeysBuilder(0).setUnknownFields(unknown);
          export.getKeysBuilder(1).setVariantOfConcern(VariantOfConcern.VARIANT_TYPE_2);
        });
    assertThat(verify(signed(exportBin)).contents().keys()).isEqualTo(3);
  }

  @Test
  void fileWithoutKeysIsWhole() throws Exception {
    var verified = verify(file(export -> export.clearKeys().clearRevisedKeys()));
    assertThat(verified.contents().keys()).isZero();
    assertThat(verified.contents().revisedKeys()).isZero();
  }

  @Test
  void batchMayBeUnstatedOrOneOfSeveral() throws Exception {
    var unstated = verify(file(export -> export.clearBatchNum().clearBatchSize())).contents();
    assertThat(unstated.batchNumber()).isEqualTo(1);
    assertThat(unstated.batchSize()).isEqualTo(1);
    var second = verify(file(export -> export.setBatchNum(2).setBatchSize(3))).contents();
    assertThat(second.batchNumber()).isEqualTo(2);
    assertThat(second.batchSize()).isEqualTo(3);
  }

  @Test
  void signatureOfAnUnknownKeySaysNothing() throws Exception {
    byte[] exportBin = bin(export -> export.addSignatureInfos(info(TestKey.THIRD)));
    var wrong = signature(TestKey.THIRD, new byte[3]);
    var zip = Zips.export(exportBin, sig(signature(TestKey.FIRST, exportBin), wrong));
    var verified = verify(zip);
    assertThat(verified.verifiedBy()).containsExactly(TestKey.FIRST.keyId());
    assertThat(verified.contents().signatures()).hasSize(2);
  }

  @Test
  void keysBeyondTheLimitAreRefused() {
    var limits = new ExportLimits(1 << 20, 3, 100);
    assertThatThrownBy(() -> new ExportReader(limits).read(stream(file()), "x.zip", collected))
        .isInstanceOf(MalformedExport.class)
        .hasMessage("keys in x.zip!export.bin, at key 4: expected at most 3, got more");
  }

  @Test
  void bytesBeyondTheLimitAreRefused() {
    var limits = new ExportLimits(100, 1000, 100);
    assertThatThrownBy(() -> new ExportReader(limits).read(stream(file()), "x.zip", collected))
        .isInstanceOf(MalformedExport.class)
        .hasMessage("size in x.zip!export.bin: expected at most 100 bytes, got more");
  }

  @Test
  void failureOfTheStreamIsNoDefectOfTheFile() {
    var failing =
        new FilterInputStream(stream(file())) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("connection reset");
          }
        };
    assertThatThrownBy(() -> new ExportReader().read(failing, "x.zip", collected))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  private VerifiedExport verify(byte[] zip) throws Exception {
    var verifier = new ExportVerifier(TestKey.known(TestKey.FIRST, TestKey.SECOND));
    return verifier.verify(stream(zip), "foreign.zip", collected);
  }

  private static ByteArrayInputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
