package org.keyferry.wire.efgs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.keyferry.wire.efgs.EfgsSamples.KEYS;
import static org.keyferry.wire.efgs.EfgsSamples.NOW;
import static org.keyferry.wire.efgs.EfgsSamples.certificate;
import static org.keyferry.wire.efgs.EfgsSamples.golden;
import static org.keyferry.wire.efgs.EfgsSamples.text;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.wire.hub.BatchLimits;

/**
 * The golden files share no code with us: bodies and canonical bytes were made by a few lines of
 * Python, signatures by OpenSSL's {@code cms}. They are never changed.
 */
class EfgsGoldenFilesTest {
  @Test
  void protobufIsReadFieldByField() throws Exception {
    assertThat(EfgsBatch.read(golden("batch.binpb"), "golden", BatchLimits.DEFAULT).keys())
        .isEqualTo(KEYS);
  }

  @Test
  void protobufIsWrittenByteForByte() throws Exception {
    assertThat(new EfgsBatch(KEYS).toByteArray()).isEqualTo(golden("batch.binpb"));
  }

  @Test
  void jsonIsReadFieldByField() throws Exception {
    assertThat(EfgsJson.read(golden("batch.json"), "golden", BatchLimits.DEFAULT).keys())
        .isEqualTo(KEYS);
  }

  @Test
  void jsonIsWrittenByteForByte() throws Exception {
    assertThat(EfgsJson.write(new EfgsBatch(KEYS))).isEqualTo(golden("batch.json"));
  }

  @Test
  void canonicalBytesAreTheSame() throws Exception {
    assertThat(CanonicalBatch.of(KEYS)).isEqualTo(golden("batch.canonical.txt"));
  }

  @Test
  void canonicalBytesDoNotDependOnTheOrderOfTheBody() throws Exception {
    assertThat(CanonicalBatch.of(KEYS.reversed())).isEqualTo(golden("batch.canonical.txt"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "rsa", "without-attributes", "by-key-identifier", "sha512"})
  void signatureOfOpenSslHolds(String name) throws Exception {
    var signature = EfgsSignature.parse(text(name + ".sig.txt"));
    assertThatCode(() -> signature.verify(CanonicalBatch.of(KEYS), NOW)).doesNotThrowAnyException();
    assertThat(signature.signer().country()).isEqualTo("NL");
    assertThat(signature.signer().certificate())
        .isEqualTo(certificate(name.equals("rsa") ? "nl-rsa" : "nl"));
  }

  @Test
  void auditProvesTheOriginOfEveryKey() throws Exception {
    List<AuditEntry> entries = AuditEntry.read(golden("audit.json"), "golden");
    var runs = new BatchAudit(_ -> true).verify(KEYS, entries, NOW);
    assertThat(runs)
        .singleElement()
        .satisfies(run -> assertThat(run.verdict()).isEqualTo(AuditedRun.Verdict.VERIFIED))
        .satisfies(run -> assertThat(run.keys()).isEqualTo(KEYS));
  }

  @Test
  void auditIsWrittenByteForByte() throws Exception {
    byte[] json = golden("audit.json");
    assertThat(AuditEntry.write(AuditEntry.read(json, "golden"))).isEqualTo(json);
  }
}
