package org.keyferry.wire.interop;

import java.util.List;
import java.util.Set;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.BatchTag;
import org.keyferry.wire.hub.JsonInput;
import org.keyferry.wire.hub.JsonOutput;
import org.keyferry.wire.hub.MalformedBatch;

/**
 * The body of {@code POST /diagnosiskeys/upload}.
 *
 * <pre>
 * {"batchTag":"chosen by the client","payload":"compact JWS of a JSON array of exposures"}
 * </pre>
 *
 * @param batchTag the client's name of it
 * @param payload a {@link CompactJws} whose content {@link #readContent} reads
 */
public record InteropUpload(BatchTag batchTag, String payload) {
  /** Media type of bodies and answers. */
  public static final String MEDIA_TYPE = "application/json";

  /**
   * Reads a body.
   *
   * @param where what problems name as the place
   * @throws MalformedBatch if it is none, or beyond the limits
   */
  public static InteropUpload read(byte[] body, String where, BatchLimits limits)
      throws MalformedBatch {
    limits.check(body, where);
    return JsonInput.read(
        body,
        where,
        in -> {
          var texts = new String[2];
          in.object(
              "upload",
              Set.of("batchTag", "payload"),
              (name, value) -> {
                switch (name) {
                  case "batchTag" -> texts[0] = BatchTag.read(value).value();
                  case "payload" -> texts[1] = value.string(name, limits.mostBytes());
                  default -> value.skip();
                }
              });
          return new InteropUpload(new BatchTag(texts[0]), texts[1]);
        });
  }

  /** The body of this upload. */
  public byte[] toByteArray() {
    return JsonOutput.write(out -> {
      out.writeStartObject();
      out.writeStringProperty("batchTag", batchTag.value());
      out.writeStringProperty("payload", payload);
      out.writeEndObject();
    });
  }

  /**
   * Reads what the payload's signature is over.
   *
   * @param where what problems name as the place
   * @throws MalformedBatch if it is no array of exposures, or beyond the limits
   */
  public static List<InteropExposure> readContent(byte[] content, String where, BatchLimits limits)
      throws MalformedBatch {
    limits.check(content, where);
    return JsonInput.read(
        content, where, in -> List.copyOf(InteropExposure.readAll(in, where, limits)));
  }

  /** What the payload's signature is over. */
  public static byte[] writeContent(List<InteropExposure> exposures) {
    return JsonOutput.write(out -> InteropExposure.writeAll(exposures, out));
  }
}
