package org.keyferry.wire.efgs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyferry.wire.efgs.EfgsSamples.KEYS;
import static org.keyferry.wire.efgs.EfgsSamples.NOW;

import java.io.IOException;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.DefectList;
import org.keyferry.wire.hub.DefectList.Defect;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.hub.UntrustedBatch;

class EfgsDefectsTest {
  static List<Defect> signature() throws IOException {
    return DefectList.of("efgs/defects/signature");
  }

  static List<Defect> protobuf() throws IOException {
    return DefectList.of("efgs/defects/protobuf");
  }

  static List<Defect> json() throws IOException {
    return DefectList.of("efgs/defects/json");
  }

  static List<Defect> audit() throws IOException {
    return DefectList.of("efgs/defects/audit");
  }

  @ParameterizedTest
  @MethodSource("signature")
  void defectOfASignatureIsNamed(Defect defect) {
    String base64 = new String(defect.content(), US_ASCII);
    assertThatThrownBy(() -> EfgsSignature.parse(base64).verify(CanonicalBatch.of(KEYS), NOW))
        .asInstanceOf(InstanceOfAssertFactories.type(UntrustedBatch.class))
        .extracting(refused -> refused.problem().what())
        .isEqualTo(defect.what());
  }

  @ParameterizedTest
  @MethodSource("protobuf")
  void defectOfAProtobufBodyIsNamed(Defect defect) {
    assertNamed(defect, () -> EfgsBatch.read(defect.content(), "body", BatchLimits.DEFAULT));
  }

  @ParameterizedTest
  @MethodSource("json")
  void defectOfAJsonBodyIsNamed(Defect defect) {
    assertNamed(defect, () -> EfgsJson.read(defect.content(), "body", BatchLimits.DEFAULT));
  }

  @ParameterizedTest
  @MethodSource("audit")
  void defectOfAnAuditIsNamed(Defect defect) {
    assertNamed(defect, () -> AuditEntry.read(defect.content(), "body"));
  }

  private static void assertNamed(Defect defect, ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .asInstanceOf(InstanceOfAssertFactories.type(MalformedBatch.class))
        .extracting(malformed -> malformed.problem().what())
        .isEqualTo(defect.what());
  }
}
