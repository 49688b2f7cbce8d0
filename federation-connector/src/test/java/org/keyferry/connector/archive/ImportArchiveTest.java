package org.keyferry.connector.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.wire.Sha256;

@Tag("N13")
class ImportArchiveTest {
  private static final Instant WINDOW_END = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path directory;
  private EmbeddedObjectStore server;
  private S3Connection connection;
  private ImportArchive archive;

  @BeforeEach
  void start() {
    server = EmbeddedObjectStore.start(directory.resolve("objects"));
    connection =
        S3Connection.open(
            new S3Settings(
                server.endpoint(),
                null,
                EmbeddedObjectStore.BUCKET,
                true,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY,
                null));
    archive = new ImportArchive(connection.objects());
  }

  @AfterEach
  void stop() {
    connection.close();
    server.close();
  }

  private String keep(String prefix, String batchId, String bytes) throws IOException {
    Path file = Files.writeString(directory.resolve("batch"), bytes);
    ByteString sha256 = Sha256.of(Files.readAllBytes(file));
    var batch = BatchObject.of("BE", "BE", WINDOW_END, batchId, Map.of("format", "feed"));
    return archive.keep(prefix, batch, file, sha256);
  }

  @Test
  void nameSaysPeerOriginDayAndTag() throws IOException {
    assertThat(keep(BatchObject.IMPORT, "42", "a")).isEqualTo("import/BE/BE/2026-11-20/42");
    assertThat(keep(BatchObject.IMPORT, "BE/4 2.zip", "b"))
        .isEqualTo("import/BE/BE/2026-11-20/BE~002f4~00202.zip");
  }

  @Test
  void sameBytesAreKeptOnce() throws IOException {
    String name = keep(BatchObject.IMPORT, "42", "a");

    assertThat(keep(BatchObject.IMPORT, "42", "a")).isEqualTo(name);
    assertThat(archive.list(BatchObject.IMPORT)).containsExactly(name);
  }

  @Test
  void batchThatThePeerChangedIsKeptBesideTheOneBefore() throws IOException {
    String name = keep(BatchObject.IMPORT, "42", "a");
    String changed = keep(BatchObject.IMPORT, "42", "b");

    assertThat(changed).startsWith(name + "~");
    assertThat(archive.fetch(name, directory.resolve("one"))).isPresent();
    assertThat(directory.resolve("one")).hasContent("a");
  }

  @Test
  void keptBatchesGoWhenTheirTimeIsOverAndOtherObjectsStay() throws IOException {
    keep(BatchObject.IMPORT, "42", "a");
    keep(BatchObject.QUARANTINE, "43", "b");
    keep("public/", "44", "c");
    var now = new AtomicReference<>(Instant.now().plus(Duration.ofDays(13)));
    var sweep = new ArchiveSweep(connection.contents(), Duration.ofDays(14), now::get);
    assertThat(sweep.sweep()).isZero();

    now.set(Instant.now().plus(Duration.ofDays(15)));

    assertThat(sweep.sweep()).isEqualTo(2);
    assertThat(archive.list("")).hasSize(1);
  }
}
