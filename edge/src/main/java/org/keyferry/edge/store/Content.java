package org.keyferry.edge.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What to store: bytes that can be read again for a retry, and what to say of them.
 *
 * @param size length in bytes
 * @param bytes opens the bytes from the start
 * @param contentType media type
 * @param cacheControl for caches on the way
 * @param metadata user metadata, names in lower case
 */
public record Content(
    long size,
    Source bytes,
    String contentType,
    String cacheControl,
    Map<String, String> metadata) {

  /** Opens bytes. */
  @FunctionalInterface
  public interface Source {
    /** A stream from the first byte; the caller closes it. */
    InputStream open() throws IOException;
  }

  /** The bytes of a file, which a store may read without holding them in memory. */
  public record FileBytes(Path path) implements Source {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }

  public Content {
    metadata = Map.copyOf(metadata);
  }

  /** Bytes in memory. */
  public static Content of(
      byte[] bytes, String contentType, String cacheControl, Map<String, String> metadata) {
    return new Content(
        bytes.length, () -> new ByteArrayInputStream(bytes), contentType, cacheControl, metadata);
  }

  /** A file, which must not change until it is stored. */
  public static Content of(
      Path file, String contentType, String cacheControl, Map<String, String> metadata)
      throws IOException {
    return new Content(Files.size(file), new FileBytes(file), contentType, cacheControl, metadata);
  }
}
