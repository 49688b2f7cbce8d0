package org.keyferry.wire.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.keyferry.wire.export.TestKey.known;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyferry.wire.Problem;

class DefectCorpusTest {
  private static final Path FOLDER = Path.of("src/test/resources/export/defects");
  private static final ExportVerifier VERIFIER =
      new ExportVerifier(known(TestKey.FIRST, TestKey.SECOND));

  static List<Defect> defects() {
    return DefectCorpus.all();
  }

  @ParameterizedTest
  @MethodSource("defects")
  void defectIsNamed(Defect defect) throws IOException {
    byte[] file = Files.readAllBytes(FOLDER.resolve(defect.name() + ".zip"));
    var thrown = catchThrowable(() -> verify(file, defect.name() + ".zip"));
    assertThat(thrown)
        .isExactlyInstanceOf(defect.malformed() ? MalformedExport.class : ExportRefused.class);
    var problem = problem(thrown);
    assertThat(problem.what()).isEqualTo(defect.what());
    assertThat(problem.where()).isEqualTo(defect.where());
  }

  @Test
  void filesAreThoseOfTheGenerator() throws IOException {
    try (var files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              defects().stream().map(defect -> defect.name() + ".zip").toList());
    }
    for (var defect : defects()) {
      // Another zlib may deflate differently; all other files are stored.
      if (!defect.name().equals("inflation-bomb")) {
        assertThat(FOLDER.resolve(defect.name() + ".zip"))
            .hasBinaryContent(defect.file().toByteArray());
      }
    }
  }

  @Test
  void fileWithoutDefectIsVerified() throws Exception {
    var verified = verify(ForeignExport.file(), "right.zip");
    assertThat(verified.verifiedBy()).containsExactly(TestKey.FIRST.keyId());
  }

  private static VerifiedExport verify(byte[] file, String name) throws Exception {
    return VERIFIER.verify(new ByteArrayInputStream(file), name, new SampleKeys.Collected());
  }

  private static Problem problem(Throwable thrown) {
    return switch (thrown) {
      case MalformedExport malformed -> malformed.problem();
      case ExportRefused refused -> refused.problem();
      default -> throw new AssertionError(thrown);
    };
  }
}
