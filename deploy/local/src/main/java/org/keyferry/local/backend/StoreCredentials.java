package org.keyferry.local.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * What the local object store is opened with; it prints redacted.
 *
 * @param accessKey access key id
 * @param secretKey secret access key
 */
public record StoreCredentials(String accessKey, String secretKey) {
  private static final int RANDOM_BYTES = 20;

  /** Reads what {@link #ensure} wrote. */
  public static StoreCredentials read(Path file) {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
    return new StoreCredentials(
        properties.getProperty("access-key"), properties.getProperty("secret-key"));
  }

  /** Those in the file; makes them up if there is none. */
  static StoreCredentials ensure(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] secret = new byte[RANDOM_BYTES];
      new SecureRandom().nextBytes(secret);
      PrivateFiles.write(
          file, "access-key=keyferry\nsecret-key=" + HexFormat.of().formatHex(secret) + "\n");
    }
    return read(file);
  }

  @Override
  public String toString() {
    return "StoreCredentials[redacted]";
  }
}
