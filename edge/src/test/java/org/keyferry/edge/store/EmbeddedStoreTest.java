package org.keyferry.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.testsupport.FaultyLink;
import org.keyferry.testsupport.FaultyLink.Fate;

/** The contract, kept by the embedded S3 server and this client of it. */
class EmbeddedStoreTest implements ObjectStoreContract {
  private static EmbeddedObjectStore server;
  private static S3Connection connection;
  private static ObjectStore store;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    server = EmbeddedObjectStore.start(directory);
    connection = S3Connection.open(settings(EmbeddedObjectStore.BUCKET));
    store = new StoreProbe(connection::objects, "the embedded store").prove("probe/contract");
  }

  @AfterAll
  static void stop() {
    connection.close();
    server.close();
  }

  private static S3Settings settings(String bucket) {
    return settings(server.endpoint(), bucket);
  }

  private static S3Settings settings(URI endpoint, String bucket) {
    return new S3Settings(
        endpoint,
        null,
        bucket,
        true,
        EmbeddedObjectStore.ACCESS_KEY,
        EmbeddedObjectStore.SECRET_KEY,
        Duration.ofSeconds(5));
  }

  @Override
  public ObjectStore store() {
    return store;
  }

  @Test
  void missingBucketIsAFailureThatNamesIt() {
    try (var elsewhere = S3Connection.open(settings("no-such-bucket"))) {
      assertThatIOException()
          .isThrownBy(() -> elsewhere.objects().get("NL/index.txt"))
          .withMessageContaining("GET in no-such-bucket/NL/index.txt")
          .withMessageContaining("NoSuchBucket");
    }
  }

  @Test
  void storeThatIsAwayIsAFailureThatNamesTheObject(@TempDir Path directory) {
    var away = EmbeddedObjectStore.start(directory);
    var settings =
        new S3Settings(away.endpoint(), null, "keyferry", true, "a", "b", Duration.ofSeconds(1));
    away.close();
    try (var gone = S3Connection.open(settings)) {
      assertThatIOException()
          .isThrownBy(() -> gone.objects().head("NL/index.txt"))
          .withMessageContaining("HEAD in keyferry/NL/index.txt")
          .withMessageContaining("ConnectException");
    }
  }

  @Test
  void wrongSecretIsAFailureThatSaysSo() {
    var settings =
        new S3Settings(
            server.endpoint(),
            null,
            EmbeddedObjectStore.BUCKET,
            true,
            EmbeddedObjectStore.ACCESS_KEY,
            "wrong",
            Duration.ofSeconds(5));
    try (var stranger = S3Connection.open(settings)) {
      assertThatIOException()
          .isThrownBy(() -> stranger.objects().get("NL/index.txt"))
          .withMessageContaining("403");
    }
  }

  @Test
  void storeThatRefusesEveryOtherRequestIsAskedAgain() throws IOException {
    var requests = new AtomicInteger();
    try (var link = new FaultyLink(server.endpoint().getPort());
        var behind = S3Connection.open(settings(link.endpoint(), EmbeddedObjectStore.BUCKET))) {
      link.decide(_ -> requests.getAndIncrement() % 2 == 0 ? Fate.IS_REFUSED : Fate.PASSES);
      String name = freshName();
      byte[] bytes = new byte[300_000];
      var content = Content.of(bytes, "application/zip", "no-store", Map.of());

      assertThat(behind.objects().putIfAbsent(name, content)).isInstanceOf(Stored.Written.class);

      try (StoredObject found = behind.objects().get(name).orElseThrow()) {
        assertThat(found.bytes()).hasBinaryContent(bytes);
      }
      assertThat(link.affected()).isEqualTo(2);
    }
  }

  @Test
  void storeThatStaysBusyIsAFailureThatSaysSo() throws IOException {
    try (var link = new FaultyLink(server.endpoint().getPort());
        var behind = S3Connection.open(settings(link.endpoint(), EmbeddedObjectStore.BUCKET))) {
      link.decide(_ -> Fate.IS_REFUSED);

      assertThatIOException()
          .isThrownBy(() -> behind.objects().head("NL/index.txt"))
          .withMessageContaining("HEAD in keyferry/NL/index.txt")
          .withMessageContaining("503");
    }
  }
}
