package org.keyferry.connector.screen;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.admission.CandidateKey;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.interop.InteropDownload;
import org.keyferry.wire.interop.InteropExposure;
import org.keyferry.wire.interop.InteropMapping;

/**
 * Batches of an interop server. It tells the origin that it knows by the sender's token, and passes
 * no signature on.
 *
 * @param peer the hub
 * @param limits of a batch
 */
public record InteropContent(String peer, BatchLimits limits, InstantSource clock)
    implements BatchContent {
  @Override
  public BatchFacts read(InputStream bytes, String name, Keys keys)
      throws IOException, BatchRefused {
    byte[] body = bytes.readNBytes(limits.mostBytes() + 1);
    try {
      var exposures = InteropDownload.read(body, name, limits).exposures();
      exposures.forEach(exposure -> keys.key(stated(exposure)));
      Instant now = clock.instant();
      return new BatchFacts(Sha256.of(body), exposures.size(), false, now);
    } catch (MalformedBatch e) {
      throw new BatchRefused(e.problem());
    }
  }

  private PeerKey stated(InteropExposure exposure) {
    var event = InteropMapping.toEvent(exposure, peer, List.of());
    return new PeerKey(
        CandidateKey.of(event.getTemporaryExposureKey(), event.getMetadata()),
        event.getOrigin(),
        List.of(),
        true);
  }

  @Override
  public BatchContent verifiedBefore(Optional<byte[]> proof) {
    return this;
  }
}
