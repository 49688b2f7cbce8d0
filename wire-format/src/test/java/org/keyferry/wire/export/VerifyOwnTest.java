package org.keyferry.wire.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyferry.wire.export.ForeignExport.bin;
import static org.keyferry.wire.export.ForeignExport.file;
import static org.keyferry.wire.export.ForeignExport.info;
import static org.keyferry.wire.export.ForeignExport.sig;
import static org.keyferry.wire.export.ForeignExport.signature;
import static org.keyferry.wire.export.TestKey.known;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;

class VerifyOwnTest {
  private static final ExportHeader HEADER = SampleKeys.HEADER;

  @Test
  void fileOfTheHeaderIsVerified() throws Exception {
    byte[] file = GoldenFiles.twoSigners(TestKey.FIRST, TestKey.SECOND);
    var verifier = new ExportVerifier(known(TestKey.FIRST, TestKey.SECOND));
    var verified = verifier.verifyOwn(new ByteArrayInputStream(file), "NL.zip", HEADER);
    assertThat(verified.verifiedBy()).hasSize(2);
    assertThat(verified.contents().keys()).isEqualTo(30);
  }

  @Test
  void keysThatDoNotAscendAreRefused() {
    byte[] descending =
        file(export -> export.setKeys(0, ForeignExport.key(2)).setKeys(1, ForeignExport.key(1)));
    // The third has no report type, and would have to be first.
    assertRefused(descending, HEADER, "order of keys in NL.zip: expected ascending, got 2 not");
  }

  @Test
  void keysOfEachStartAscendByThemselves() throws Exception {
    byte[] file = keys(later(1, 0), later(3, 0), later(0, 1), later(2, 1));
    var verifier = new ExportVerifier(known(TestKey.FIRST));
    var verified = verifier.verifyOwn(new ByteArrayInputStream(file), "NL.zip", HEADER);
    assertThat(verified.contents().keys()).isEqualTo(4);
  }

  @Test
  void keysThatAreNotGroupedByStartAreRefused() {
    assertRefused(
        keys(later(1, 0), later(2, 1), later(3, 0)),
        HEADER,
        "order of keys in NL.zip: expected ascending, got 1 not");
  }

  private static DiagnosisKey later(int number, int intervals) {
    var key = SampleKeys.plainKey(number);
    return new DiagnosisKey(
        key.key(),
        new Interval(key.start().number() + intervals),
        key.period(),
        key.risk(),
        key.reportType(),
        key.daysSinceOnset());
  }

  private static byte[] keys(DiagnosisKey... keys) {
    var out = new ByteArrayOutputStream();
    try (var file = new ExportWriter(List.of(TestKey.FIRST.signer())).open(out, HEADER)) {
      for (var key : keys) {
        file.add(key);
      }
      file.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Test
  void keyThatComesTwiceIsRefused() {
    byte[] twice = file(export -> export.setKeys(1, export.getKeysBuilder(0)));
    assertRefused(twice, HEADER, "order of keys");
  }

  @Test
  void revisedKeyThatComesTwiceIsRefused() {
    byte[] twice = file(export -> export.addRevisedKeys(export.getRevisedKeysBuilder(0)));
    assertRefused(twice, HEADER, "order of keys");
  }

  @Test
  void otherWindowIsRefused() {
    var second = new ExportHeader(SampleKeys.WINDOW, new Region("NL"), 2, 2);
    assertRefused(file(), second, "window in NL.zip");
    var later = BatchWindow.ofEpochSeconds(1_588_298_400, 1_588_305_600);
    assertRefused(file(), ExportHeader.single(later, new Region("NL")), "window in NL.zip");
  }

  @Test
  void otherRegionIsRefused() {
    assertRefused(
        file(),
        ExportHeader.single(SampleKeys.WINDOW, new Region("BE")),
        "region in NL.zip: expected BE, got NL");
  }

  @Test
  void oneFileOfSeveralIsRefused() {
    byte[] ofThree = file(export -> export.setBatchSize(3));
    assertRefused(ofThree, HEADER, "batch in NL.zip: expected 1 of 1, got 1 of 3");
  }

  @Test
  void signatureOfAnUnknownKeyIsRefused() {
    byte[] exportBin = bin(export -> export.addSignatureInfos(info(TestKey.THIRD)));
    byte[] zip =
        Zips.export(
            exportBin,
            sig(signature(TestKey.FIRST, exportBin), signature(TestKey.THIRD, exportBin)));
    assertRefused(zip, HEADER, "signatures in NL.zip: expected all known, got not all");
  }

  private static void assertRefused(byte[] zip, ExportHeader expected, String text) {
    var verifier = new ExportVerifier(known(TestKey.FIRST));
    assertThatThrownBy(() -> verifier.verifyOwn(new ByteArrayInputStream(zip), "NL.zip", expected))
        .isInstanceOf(ExportRefused.class)
        .hasMessageContaining(text);
  }
}
