package org.keyferry.wire.efgs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.DefectList;
import org.keyferry.wire.hub.DefectList.Defect;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.hub.UntrustedBatch;

/**
 * No input makes a reader throw anything but what it declares. A build runs the seeds; with {@code
 * JAZZER_FUZZ=1} in the environment a method looks for new ones.
 */
class EfgsFuzzTest {
  private static final BatchLimits LIMITS = new BatchLimits(1_000, 1 << 20, 64);

  static Stream<byte[]> protobuf() throws IOException {
    return seeds("batch.binpb", "protobuf");
  }

  static Stream<byte[]> json() throws IOException {
    return seeds("batch.json", "json");
  }

  static Stream<byte[]> audits() throws IOException {
    return seeds("audit.json", "audit");
  }

  static Stream<byte[]> signatures() throws IOException {
    byte[] der = Base64.getDecoder().decode(EfgsSamples.text("batch.sig.txt"));
    return Stream.of(der, new byte[0]);
  }

  private static Stream<byte[]> seeds(String golden, String defects) throws IOException {
    return Stream.concat(
        Stream.of(EfgsSamples.golden(golden)),
        DefectList.of("efgs/defects/" + defects).stream().map(Defect::content));
  }

  @MethodSource("protobuf")
  @FuzzTest
  void anyProtobuf(byte[] body) {
    try {
      CanonicalBatch.of(EfgsBatch.read(body, "fuzz", LIMITS).keys());
    } catch (MalformedBatch declared) {
      // What a reader says of bad input.
    }
  }

  @MethodSource("json")
  @FuzzTest
  void anyJson(byte[] body) {
    try {
      CanonicalBatch.of(EfgsJson.read(body, "fuzz", LIMITS).keys());
    } catch (MalformedBatch declared) {
      // What a reader says of bad input.
    }
  }

  @MethodSource("audits")
  @FuzzTest
  void anyAudit(byte[] body) {
    try {
      new BatchAudit(_ -> true)
          .verify(EfgsSamples.KEYS, AuditEntry.read(body, "fuzz"), EfgsSamples.NOW);
    } catch (MalformedBatch declared) {
      // What a reader says of bad input.
    }
  }

  @MethodSource("signatures")
  @FuzzTest
  void anySignature(byte[] der) {
    verify(Base64.getEncoder().encodeToString(der));
    verify(new String(der, US_ASCII));
  }

  private static void verify(String signature) {
    try {
      EfgsSignature.parse(signature).verify(CanonicalBatch.of(EfgsSamples.KEYS), EfgsSamples.NOW);
    } catch (UntrustedBatch declared) {
      // What a reader says of bad input.
    }
  }
}
