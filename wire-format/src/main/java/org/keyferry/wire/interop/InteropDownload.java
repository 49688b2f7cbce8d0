package org.keyferry.wire.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.BatchTag;
import org.keyferry.wire.hub.JsonInput;
import org.keyferry.wire.hub.JsonOutput;
import org.keyferry.wire.hub.MalformedBatch;

/**
 * The answer to {@code GET /diagnosiskeys/download/{yyyy-MM-dd}?batchTag=…}. It may well have no
 * exposures, since the reader's own are left out: the reader goes on behind its tag all the same.
 *
 * <pre>
 * {"batchTag":"chosen by the server","exposures":[ exposures with their origin ]}
 * </pre>
 *
 * @param batchTag to ask for the next one with
 * @param exposures in the order of the server
 */
public record InteropDownload(BatchTag batchTag, List<InteropExposure> exposures) {
  public InteropDownload {
    exposures = List.copyOf(exposures);
  }

  /**
   * Reads an answer.
   *
   * @param where what problems name as the place
   * @throws MalformedBatch if it is none, or beyond the limits
   */
  public static InteropDownload read(byte[] body, String where, BatchLimits limits)
      throws MalformedBatch {
    limits.check(body, where);
    return JsonInput.read(
        body,
        where,
        in -> {
          var tag = new String[1];
          var exposures = new ArrayList<InteropExposure>();
          in.object(
              "download",
              Set.of("batchTag", "exposures"),
              (name, value) -> {
                switch (name) {
                  case "batchTag" -> tag[0] = BatchTag.read(value).value();
                  case "exposures" ->
                      exposures.addAll(InteropExposure.readAll(value, where, limits));
                  default -> value.skip();
                }
              });
          return new InteropDownload(new BatchTag(tag[0]), exposures);
        });
  }

  /** The body of this answer. */
  public byte[] toByteArray() {
    return JsonOutput.write(out -> {
      out.writeStartObject();
      out.writeStringProperty("batchTag", batchTag.value());
      out.writeName("exposures");
      InteropExposure.writeAll(exposures, out);
      out.writeEndObject();
    });
  }
}
