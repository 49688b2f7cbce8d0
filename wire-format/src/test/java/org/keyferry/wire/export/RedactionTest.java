package org.keyferry.wire.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.admission.Admission;
import org.keyferry.wire.admission.CandidateKey;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;

/** Whatever prints a key prints none of its bytes. */
class RedactionTest {
  private static final DiagnosisKey KEY = SampleKeys.key(0x4b455953);
  private static final byte[] BYTES = KEY.key().toByteArray();

  static List<Object> valuesWithKeys() {
    var fields = new KeyFields();
    fields.set(KEY);
    var candidate =
        new CandidateKey(
            ByteString.copyFrom(BYTES), 1, 2, 3, ReportType.CONFIRMED_TEST, OptionalInt.empty());
    return List.of(KEY, KEY.key(), fields, candidate, new Admission.Admitted(KEY));
  }

  @ParameterizedTest
  @MethodSource("valuesWithKeys")
  void valuePrintsNoKeyBytes(Object value) {
    assertNoKeyBytes(value.toString());
  }

  @Test
  void refusedLengthPrintsNoKeyBytes() {
    byte[] longer = Arrays.copyOf(BYTES, 17);
    assertNoKeyBytes(catchThrowable(() -> ExposureKey.of(longer)));
  }

  @Test
  void malformedFilePrintsNoKeyBytes() {
    byte[] zip =
        ForeignExport.file(export -> {
          var key = export.getKeysBuilder(1);
          key.setKeyData(KEY.key().toByteString()).setTransmissionRiskLevel(99);
        });
    var reader = new ExportReader();
    var keys = new SampleKeys.Collected();
    assertNoKeyBytes(
        catchThrowable(() -> reader.read(new ByteArrayInputStream(zip), "x.zip", keys)));
  }

  @Test
  void signerPrintsNoSecret() {
    String text = TestKey.FIRST.signer().toString();
    assertThat(text).isEqualTo("PemSigner[204-v1]");
  }

  private static void assertNoKeyBytes(Throwable thrown) {
    assertThat(thrown).isNotNull();
    var trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    assertNoKeyBytes(trace.toString());
  }

  private static void assertNoKeyBytes(String text) {
    var raw = new String(BYTES, StandardCharsets.ISO_8859_1);
    var hex = HexFormat.of().formatHex(BYTES);
    assertThat(text)
        .doesNotContain(
            raw.substring(0, 4), Base64.getEncoder().encodeToString(BYTES).substring(0, 5))
        .doesNotContain(String.valueOf(Arrays.hashCode(BYTES)), BYTES[0] + ", " + BYTES[1] + ", ");
    assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain(hex.substring(0, 8));
  }
}
