package org.keyferry.local.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.exporter.expire.LeftoverSweep;
import org.keyferry.local.audit.Finding.Kind;
import org.keyferry.local.backend.AppSettings;
import org.keyferry.local.backend.StoreCredentials;

/** What a bucket with versions keeps of what was replaced, deleted or never finished. */
@Tag("SP3")
class StoreWithVersionsTest {
  private static final StoreCredentials CREDENTIALS = new StoreCredentials("any", "any-secret");

  @TempDir private static Path directory;
  private static StoreWithVersions store;

  @BeforeAll
  static void start() throws IOException {
    store = StoreWithVersions.start(directory);
    store.put("public/NL/index.txt");
    store.put("public/NL/index.txt");
    store.put("public/NL/1-2-00001.zip");
    store.delete("public/NL/1-2-00001.zip");
    store.beginUpload("public/NL/3-4-00001.zip");
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  @Test
  void auditFindsThemAndTheSweepDeletesThemADayLater() throws IOException {
    assertThat(audit())
        .extracting(Finding::kind, Finding::place)
        .containsExactlyInAnyOrder(
            tuple(Kind.OBJECT, "public/NL/index.txt"),
            tuple(Kind.OLD_VERSION, "public/NL/index.txt"),
            tuple(Kind.OLD_VERSION, "public/NL/1-2-00001.zip"),
            tuple(Kind.OLD_VERSION, "public/NL/1-2-00001.zip"),
            tuple(Kind.UNFINISHED_UPLOAD, "public/NL/3-4-00001.zip"));

    sweep(Duration.ofHours(23));
    assertThat(audit()).hasSize(5);

    sweep(Duration.ofHours(25));
    assertThat(audit())
        .extracting(Finding::kind, Finding::place)
        .containsExactly(tuple(Kind.OBJECT, "public/NL/index.txt"));
  }

  private static List<Finding> audit() throws IOException {
    return new StoredObjects(store.endpoint().toString(), CREDENTIALS).find();
  }

  private static void sweep(Duration later) throws IOException {
    var settings =
        new S3Settings(
            store.endpoint(),
            null,
            AppSettings.OBJECT_BUCKET,
            true,
            CREDENTIALS.accessKey(),
            CREDENTIALS.secretKey(),
            null);
    try (var connection = S3Connection.open(settings)) {
      new LeftoverSweep(connection.contents(), () -> Instant.now().plus(later)).sweep();
    }
  }
}
