package org.keyferry.origin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.testsupport.EmbeddedObjectStore;

/**
 * Gives tests a running origin over a real store with a few objects; all tests that only read share
 * one.
 */
final class PublishedObjects implements ParameterResolver {
  static final String FILE = "/NL/1234560000-1234567200-00001.zip";
  static final String INDEX = "/NL/index.txt";

  /** A feed with a list and no chunk. */
  static final String EMPTY_FEED = "EMPTY";

  static final String EMPTY_INDEX = "/EMPTY/index.txt";

  /** An export file of a batch before there were digests in metadata. */
  static final String OLD_FILE = "/NL/1234552800-1234560000-00000.zip";

  static final byte[] ZIP = random(300_000);

  /** What the exporter noted as the digest of {@link #FILE}. */
  static final String DIGEST = "SauSohAqkJL1sm20kjci-0icwm7uI8utZv-3hQzvHg0";

  static final byte[] LINES = "NL/1234560000-1234567200-00001.zip".getBytes(US_ASCII);

  static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /** The origin, its store and the directory that holds the objects. */
  private record Shared(Path directory, EmbeddedObjectStore store, RunningOrigin origin)
      implements AutoCloseable {
    static Shared start() {
      try {
        Path directory = Files.createTempDirectory("origin");
        EmbeddedObjectStore store = EmbeddedObjectStore.start(directory);
        publish(store);
        return new Shared(
            directory, store, RunningOrigin.start(store, "--keyferry.origin.home-feed=NL"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      origin.close();
      store.close();
      try (var files = Files.walk(directory)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  static S3Connection connection(EmbeddedObjectStore store) {
    return S3Connection.open(
        new S3Settings(
            store.endpoint(),
            null,
            EmbeddedObjectStore.BUCKET,
            true,
            EmbeddedObjectStore.ACCESS_KEY,
            EmbeddedObjectStore.SECRET_KEY,
            Duration.ofSeconds(10)));
  }

  /** Stores an export file of random bytes under that address. */
  static void publishFile(EmbeddedObjectStore store, String path, int size) throws IOException {
    try (var connection = connection(store)) {
      connection
          .objects()
          .putIfAbsent(
              "public" + path, Content.of(random(size), "application/zip", "no-store", Map.of()));
    }
  }

  /** Stores what the constants of this class name, and objects that must not be served. */
  static void publish(EmbeddedObjectStore store) throws IOException {
    try (var connection = connection(store)) {
      ObjectStore objects = connection.objects();
      objects.putIfAbsent(
          "public" + FILE,
          Content.of(ZIP, "application/octet-stream", "no-store", Map.of("sha256", DIGEST)));
      for (String name : new String[] {INDEX, "/NL/other.txt", "/NL/a/index.txt"}) {
        objects.putIfAbsent("public" + name, text(LINES));
      }
      objects.putIfAbsent("public" + OLD_FILE, text(ZIP));
      new PublishedBatches(objects, "NL").publish();
      new PublishedBatches(objects, EMPTY_FEED).publishNothing();
      objects.putIfAbsent("private" + INDEX, text(LINES));
      objects.putIfAbsent("public" + EMPTY_INDEX, text(new byte[0]));
    }
  }

  private static Content text(byte[] bytes) {
    return Content.of(bytes, "application/octet-stream", "no-store", Map.of());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningOrigin.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(PublishedObjects.class))
        .computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class)
        .origin();
  }
}
