package org.keyferry.wire.hub;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes one JSON text in UTF-8 without spaces. */
public final class JsonOutput {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonOutput() {}

  /** Writes a value. */
  @FunctionalInterface
  public interface Writing {
    /** Writes exactly one value. */
    void write(JsonGenerator out);
  }

  /** The text of what is written. */
  public static byte[] write(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try (var out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      writing.write(out);
    }
    return bytes.toByteArray();
  }
}
