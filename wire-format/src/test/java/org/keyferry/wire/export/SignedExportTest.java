package org.keyferry.wire.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

class SignedExportTest {
  private static final SigningKeyId KEY_ID = new SigningKeyId("204", "v1");

  @TempDir Path directory;

  @Test
  void writtenFileIsVerifiedByItsPublicKey() throws Exception {
    var pair = SigningKeys.generate();
    SigningKeys.writePrivate(directory.resolve("private.pem"), pair.getPrivate());
    SigningKeys.writePublic(directory.resolve("public.pem"), pair.getPublic());
    var signer = PemSigner.read(KEY_ID, directory.resolve("private.pem"));
    var header = ExportHeader.single(BatchWindow.ofEpochSeconds(7200, 14400), new Region("NL"));
    var out = new ByteArrayOutputStream();
    WrittenExport written;
    try (var file = new ExportWriter(List.of(signer)).open(out, header)) {
      for (byte i = 0; i < 20; i++) {
        file.add(key(i));
      }
      written = file.finish();
    }
    var publicKey = SigningKeys.readPublic(directory.resolve("public.pem"));
    var verified =
        new ExportVerifier(Map.of(KEY_ID, publicKey))
            .verifyOwn(new ByteArrayInputStream(out.toByteArray()), "NL.zip", header);
    assertThat(verified.contents().keys()).isEqualTo(20);
    assertThat(verified.contents().signatures()).isEqualTo(written.signatures());
    assertThat(verified.contents().sha256()).isEqualTo(written.sha256());
    assertThat(verified.contents().size()).isEqualTo(written.size()).isEqualTo(out.size());
  }

  private static DiagnosisKey key(byte number) {
    var bytes = new byte[16];
    bytes[0] = number;
    return new DiagnosisKey(
        ExposureKey.of(bytes),
        new Interval(2_700_000),
        RollingPeriod.DAY,
        new TransmissionRisk(2),
        ReportType.CONFIRMED_TEST,
        OptionalInt.of(0));
  }
}
