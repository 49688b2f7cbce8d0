package org.keyferry.origin.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import org.keyferry.origin.kept.Representation;
import org.springframework.http.MediaType;

/**
 * The description of the addresses for those who write clients.
 *
 * <p>in: {@code GET /v3/api-docs}; out: OpenAPI 3.1
 */
public final class Description {
  private final Representation document;

  public Description(InstantSource clock) {
    this.document =
        Representation.ofOwn(
            "openapi.json", MediaType.APPLICATION_JSON_VALUE, read(), clock.instant());
  }

  private static byte[] read() {
    try (InputStream in = Description.class.getResourceAsStream("openapi.json")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the description of the addresses", e);
    }
  }

  /** The document. */
  public Representation document() {
    return document;
  }
}
