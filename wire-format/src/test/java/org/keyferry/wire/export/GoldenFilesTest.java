package org.keyferry.wire.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.Sha256;

class GoldenFilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/export/golden");

  /** The digest is the one that Google's server has in its own tests. */
  @Tag("G14")
  @Test
  void exampleOfGooglesServerIsWrittenByteForByte() throws IOException {
    byte[] exportBin = Zips.entries(GoldenFiles.googleExample()).get("export.bin");
    assertThat(exportBin).hasSize(137);
    assertThat(Base64.getEncoder().encodeToString(Sha256.bytesOf(exportBin)))
        .isEqualTo("ho9AqUPleXoGs4wc5PEUU7MvbToDryEnQ+rJ8Fb1Hvc=");
  }

  @Test
  void writerStillMakesTheGoldenFiles() throws IOException {
    assertSameEntries(GoldenFiles.googleExample(), golden("google-example.zip"));
    byte[] twoSigners = GoldenFiles.twoSigners(TestKey.FIRST, TestKey.SECOND);
    assertSameEntries(twoSigners, golden("two-signers.zip"));
  }

  @Tag("U1")
  @Test
  void exampleOfGooglesServerIsReadFieldByField() throws Exception {
    var read = new ArrayList<String>();
    var zip = new ByteArrayInputStream(golden("google-example.zip"));
    var summary =
        new ExportReader()
            .readFields(
                zip,
                "google-example.zip",
                new KeyFieldsConsumer() {
                  @Override
                  public void key(KeyFields key) {
                    read.add(text(key));
                  }

                  @Override
                  public void revisedKey(KeyFields key) {
                    read.add("revised " + text(key));
                  }
                });
    assertThat(read)
        .containsExactly(
            "3 bytes 8 18 0 2 onset 0",
            "3 bytes 1 118 1 1 onset -1",
            "3 bytes 5 118 1 3 onset -1",
            "revised 3 bytes 4 100 144 5 onset unknown");
    assertThat(summary.region()).isEqualTo("US");
    assertThat(summary.window().length()).hasHours(1);
  }

  @Test
  void fileOfTwoSignersIsVerifiedByBothPublicKeyFiles() throws Exception {
    var collected = new SampleKeys.Collected();
    var zip = new ByteArrayInputStream(golden("two-signers.zip"));
    var verified = new ExportVerifier(publicKeys()).verify(zip, "two-signers.zip", collected);
    assertThat(verified.verifiedBy())
        .containsExactly(new SigningKeyId("204", "v1"), new SigningKeyId("204", "v2"));
    assertThat(collected.keys).hasSize(30).contains(SampleKeys.key(1), SampleKeys.key(30));
    assertThat(collected.revisedKeys).containsExactly(SampleKeys.key(40), SampleKeys.key(41));
  }

  @Test
  void rebuildFromStoredSignaturesHasTheSameBytes() throws Exception {
    byte[] file = golden("two-signers.zip");
    var summary =
        new ExportReader()
            .read(new ByteArrayInputStream(file), "two-signers.zip", new SampleKeys.Collected());
    assertSameEntries(GoldenFiles.thirtyKeys(summary.signatures()), file);
  }

  /** Deflated sizes may differ between builds of zlib, so what is inside is compared. */
  private static void assertSameEntries(byte[] actual, byte[] expected) {
    var entries = Zips.entries(actual);
    var expectedEntries = Zips.entries(expected);
    assertThat(List.copyOf(entries.keySet())).isEqualTo(List.copyOf(expectedEntries.keySet()));
    entries.forEach((name, bytes) -> assertThat(bytes).isEqualTo(expectedEntries.get(name)));
  }

  private static Map<SigningKeyId, ECPublicKey> publicKeys() throws IOException {
    return Map.of(
        new SigningKeyId("204", "v1"), SigningKeys.readPublic(FOLDER.resolve("public-204-v1.pem")),
        new SigningKeyId("204", "v2"), SigningKeys.readPublic(FOLDER.resolve("public-204-v2.pem")));
  }

  private static String text(KeyFields key) {
    String onset = key.onsetKnown ? String.valueOf(key.daysSinceOnset) : "unknown";
    return "%d bytes %d %d %d %d onset %s"
        .formatted(key.data.length, key.risk, key.start, key.period, key.reportType, onset);
  }

  private static byte[] golden(String name) throws IOException {
    return Files.readAllBytes(FOLDER.resolve(name));
  }
}
