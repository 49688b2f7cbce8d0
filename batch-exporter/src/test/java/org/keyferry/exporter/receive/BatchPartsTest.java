package org.keyferry.exporter.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.exporter.SealedBatchRecords;
import org.keyferry.exporter.spool.SpoolDirectory;
import org.keyferry.wire.Problem;

class BatchPartsTest {
  private static final SealedBatchRecords BATCH = SealedBatchRecords.of("NL", 1, 9, 3);
  private final List<byte[]> chunks = BATCH.chunkValues();
  @TempDir private Path directory;
  private SpoolDirectory spool;

  @BeforeEach
  void open() {
    spool = SpoolDirectory.open(directory);
  }

  @AfterEach
  void close() throws IOException {
    spool.close();
  }

  @Test
  void wholeBatchHasNoContradiction() throws Exception {
    assertThat(contradiction(chunks, BATCH.manifestValue(chunks))).isEmpty();
  }

  @Test
  void missingFirstChunkIsFound() throws Exception {
    assertContradiction(chunks.subList(1, 3), BATCH.manifestValue(chunks), "number");
  }

  @Test
  void missingMiddleChunkIsFound() throws Exception {
    assertContradiction(
        List.of(chunks.get(0), chunks.get(2)), BATCH.manifestValue(chunks), "number");
  }

  @Test
  void missingLastChunkIsFound() throws Exception {
    assertContradiction(chunks.subList(0, 2), BATCH.manifestValue(chunks), "number of chunks");
  }

  @Test
  void repeatedChunkIsFound() throws Exception {
    assertContradiction(
        List.of(chunks.get(0), chunks.get(0), chunks.get(1), chunks.get(2)),
        BATCH.manifestValue(chunks),
        "number");
  }

  @Test
  void chunkThatIsNotTheManifestsIsFound() throws Exception {
    var others = new ArrayList<>(chunks);
    others.set(
        1,
        SealedBatch.parseFrom(chunks.get(1)).toBuilder()
            .setChunk(SealedBatch.parseFrom(chunks.get(1)).getChunk().toBuilder().removeKeys(1))
            .build()
            .toByteArray());
    assertContradiction(others, BATCH.manifestValue(chunks), "SHA-256 of chunks");
  }

  @Test
  void keysThatDoNotAscendAcrossChunksAreFound() throws Exception {
    var first = SealedBatch.parseFrom(chunks.get(0));
    var second = SealedBatch.parseFrom(chunks.get(1));
    var swapped =
        List.of(
            first.toBuilder()
                .setChunk(second.getChunk().toBuilder().setNumber(0))
                .build()
                .toByteArray(),
            second.toBuilder()
                .setChunk(first.getChunk().toBuilder().setNumber(1))
                .build()
                .toByteArray(),
            chunks.get(2));
    assertContradiction(swapped, BATCH.manifestValue(swapped), "first key");
  }

  @Test
  void revisedKeysComeLastAndBeginAnew() throws Exception {
    var values = BATCH.valuesWithRevised(BATCH.keys().subList(0, 2));

    assertThat(contradiction(values.subList(0, 4), values.getLast())).isEmpty();
  }

  @Test
  void keysAfterRevisedOnesAreFound() throws Exception {
    var first = SealedBatch.parseFrom(chunks.get(0)).toBuilder();
    first.getChunkBuilder().setRevised(true);
    var values = List.of(first.build().toByteArray(), chunks.get(1), chunks.get(2));

    assertContradiction(values, BATCH.manifestValue(values), "keys in chunk 1");
  }

  @Test
  void wrongNumberOfRevisedKeysIsFound() throws Exception {
    var values = BATCH.valuesWithRevised(BATCH.keys().subList(0, 2));
    var manifest = SealedBatch.parseFrom(values.getLast()).toBuilder();
    manifest.getManifestBuilder().setRevisedKeys(1);

    assertContradiction(
        values.subList(0, 4), manifest.build().toByteArray(), "revised keys in manifest");
  }

  @Test
  void wrongNumberOfKeysIsFound() throws Exception {
    var manifest = SealedBatch.parseFrom(BATCH.manifestValue(chunks)).toBuilder();
    manifest.getManifestBuilder().setKeys(8);
    assertContradiction(chunks, manifest.build().toByteArray(), "keys in manifest");
  }

  @Test
  void anotherWindowIsFound() throws Exception {
    var manifest = SealedBatch.parseFrom(BATCH.manifestValue(chunks)).toBuilder();
    manifest.setWindowEndSeconds(manifest.getWindowEndSeconds() + 1);
    assertContradiction(chunks, manifest.build().toByteArray(), "window");
  }

  private void assertContradiction(List<byte[]> values, byte[] manifest, String what)
      throws Exception {
    assertThat(contradiction(values, manifest))
        .hasValueSatisfying(problem -> assertThat(problem.toString()).startsWith(what));
  }

  private Optional<Problem> contradiction(List<byte[]> values, byte[] manifest) throws Exception {
    var first = SealedRecordReader.read(values.getFirst(), "test");
    try (var parts = new BatchParts(spool.newBatch(), first.window())) {
      for (byte[] value : values) {
        parts.add((SealedRecord.Chunk) SealedRecordReader.read(value, "test"));
      }
      return parts.contradiction((SealedRecord.Manifest) SealedRecordReader.read(manifest, "test"));
    }
  }
}
