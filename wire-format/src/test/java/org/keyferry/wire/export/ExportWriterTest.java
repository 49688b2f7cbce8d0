package org.keyferry.wire.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.export.format.TEKSignatureList;

class ExportWriterTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void equalContentGivesEqualBytes() throws IOException {
    byte[] first = GoldenFiles.twoSigners(TestKey.FIRST, TestKey.SECOND);
    byte[] second = GoldenFiles.twoSigners(TestKey.FIRST, TestKey.SECOND);
    assertThat(second).isEqualTo(first);
  }

  @Test
  void levelOfDeflateChangesTheZipAlone() throws IOException {
    var stored = write(new ByteArrayOutputStream(), 0);
    var deflated = write(new ByteArrayOutputStream(), 9);
    assertThat(deflated.exportSha256()).isEqualTo(stored.exportSha256());
    assertThat(deflated.signatures()).isEqualTo(stored.signatures());
    assertThat(deflated.size()).isLessThan(stored.size());
  }

  @Test
  void resultDescribesTheBytesWritten() throws IOException {
    var written = write(out, 1);
    assertThat(written.size()).isEqualTo(out.size());
    assertThat(written.sha256()).isEqualTo(ByteString.copyFrom(Sha256.bytesOf(out.toByteArray())));
    assertThat(written.keys()).isEqualTo(500);
    assertThat(written.revisedKeys()).isZero();
  }

  @Test
  void zipHoldsTwoEntriesOfAFixedTime() throws IOException {
    write(out, 1);
    try (var zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      assertEntry(zip.getNextEntry(), "export.bin");
      assertEntry(zip.getNextEntry(), "export.sig");
      assertThat(zip.getNextEntry()).isNull();
    }
  }

  @Test
  void everySignerSignsInOrder() throws IOException {
    byte[] file = GoldenFiles.twoSigners(TestKey.THIRD, TestKey.FIRST, TestKey.SECOND);
    var list = TEKSignatureList.parseFrom(Zips.entries(file).get("export.sig"));
    assertThat(list.getSignaturesList())
        .extracting(signature -> signature.getSignatureInfo())
        .containsExactly(
            ForeignExport.info(TestKey.THIRD).build(),
            ForeignExport.info(TestKey.FIRST).build(),
            ForeignExport.info(TestKey.SECOND).build());
    assertThat(list.getSignaturesList())
        .allMatch(signature -> signature.getBatchNum() == 1 && signature.getBatchSize() == 1);
  }

  @Test
  void storedSignatureRefusesOtherContent() throws IOException {
    var signatures = write(out, 1).signatures();
    var writer = new ExportWriter(signatures);
    try (var file = writer.open(new ByteArrayOutputStream(), SampleKeys.HEADER)) {
      file.add(SampleKeys.key(1));
      assertThatThrownBy(file::finish)
          .isInstanceOf(SigningFailed.class)
          .hasMessageContaining("stored signature of 204-v1");
    }
  }

  @Test
  void storedSignatureSurvivesItsEvent() throws IOException {
    var signature = write(out, 1).signatures().getFirst();
    assertThat(StoredSignature.of(signature.toEvent(), signature.exportSha256()))
        .isEqualTo(signature);
  }

  @Test
  void keyAfterARevisedOneIsRefused() throws IOException {
    try (var file = open()) {
      file.addRevised(SampleKeys.key(1));
      assertThatThrownBy(() -> file.add(SampleKeys.key(2)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void finishedFileTakesNothingMore() throws IOException {
    try (var file = open()) {
      file.finish();
      assertThatThrownBy(() -> file.add(SampleKeys.key(1)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(file::finish).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void abandonedFileIsNoExport() throws IOException {
    try (var file = open()) {
      file.add(SampleKeys.key(1));
    }
    var zip = new ByteArrayInputStream(out.toByteArray());
    assertThatThrownBy(() -> new ExportReader().read(zip, "x.zip", new SampleKeys.Collected()))
        .isInstanceOf(MalformedExport.class);
  }

  @Test
  void failingSignerFailsTheFile() throws IOException {
    var signer =
        new ExportSigner() {
          @Override
          public SigningKeyId keyId() {
            return TestKey.FIRST.keyId();
          }

          @Override
          public byte[] sign(byte[] sha256) throws IOException {
            throw new IOException("out of reach");
          }
        };
    try (var file = new ExportWriter(List.of(signer)).open(out, SampleKeys.HEADER)) {
      assertThatThrownBy(file::finish).isInstanceOf(IOException.class).hasMessage("out of reach");
    }
  }

  @Test
  void signersMustBeOneToTenOfDifferentNames() {
    var first = TestKey.FIRST.signer();
    var eleven =
        IntStream.range(1, 12).mapToObj(i -> TestKey.of("204", "v" + i, "0f").signer()).toList();
    assertRefused(List.of(), 1, "1 to 10, got 0");
    assertRefused(eleven, 1, "1 to 10, got 11");
    assertRefused(List.of(first, first), 1, "204-v1 twice");
    assertRefused(List.of(first), 10, "0 to 9, got 10");
  }

  private static void assertRefused(List<? extends ExportSigner> signers, int level, String text) {
    assertThatThrownBy(() -> new ExportWriter(signers, level))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }

  private static void assertEntry(ZipEntry entry, String name) {
    assertThat(entry.getName()).isEqualTo(name);
    assertThat(entry.getTimeLocal()).isEqualTo(LocalDateTime.of(1980, 2, 1, 0, 0));
    assertThat(entry.getMethod()).isEqualTo(ZipEntry.DEFLATED);
    assertThat(entry.getExtra()).isNull();
  }

  private OpenExport open() throws IOException {
    return new ExportWriter(List.of(TestKey.FIRST.signer())).open(out, SampleKeys.HEADER);
  }

  private static WrittenExport write(ByteArrayOutputStream out, int level) throws IOException {
    var writer = new ExportWriter(List.of(TestKey.FIRST.signer()), level);
    try (var file = writer.open(out, SampleKeys.HEADER)) {
      for (int i = 0; i < 500; i++) {
        file.add(SampleKeys.key(i));
      }
      return file.finish();
    }
  }
}
