package org.keyferry.connector.screen;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.admission.CandidateKey;
import org.keyferry.wire.ens.EnsKey;
import org.keyferry.wire.ens.EnsPage;
import org.keyferry.wire.ens.EnsRequest;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.key.Region;

/**
 * Answers of an exposure notifications server, which have no signature. A key's origin is the
 * peer's own region, if the key names that, else another of the peer's origins. A key that names
 * ours is ours, and one that names none of these was not asked for and has no origin. Whereto its
 * person travels nobody says: regions of interest are all of the cluster. An unknown report type
 * stays so, since such servers tell self-reports by it.
 *
 * @param region whose backend the peer is; empty for a hub
 * @param origins whose keys it may state
 * @param home our own region
 */
public record EnsContent(
    Optional<Region> region, Set<Region> origins, Region home, InstantSource clock)
    implements BatchContent {
  /** What an answer may have: the bytes are limited where it is downloaded. */
  public static final BatchLimits LIMITS = new BatchLimits(EnsRequest.MOST_KEYS, 1 << 20, 64);

  public EnsContent {
    origins = Set.copyOf(origins);
  }

  @Override
  public BatchFacts read(InputStream bytes, String name, Keys keys)
      throws IOException, BatchRefused {
    byte[] body = bytes.readNBytes(LIMITS.mostBytes() + 1);
    try {
      EnsPage page = EnsPage.read(body, name, LIMITS);
      page.keys().forEach(key -> keys.key(stated(key)));
      page.revisedKeys().forEach(key -> keys.key(stated(key)));
      return new BatchFacts(Sha256.of(body), page.size(), false, clock.instant());
    } catch (MalformedBatch e) {
      throw new BatchRefused(e.problem());
    }
  }

  private PeerKey stated(EnsKey key) {
    var type = ReportType.forNumber(key.reportType());
    var candidate =
        new CandidateKey(
            key.keyData(),
            key.start(),
            key.period(),
            key.risk(),
            type == null ? ReportType.REPORT_TYPE_UNSPECIFIED : type,
            key.daysSinceOnset());
    return new PeerKey(candidate, origin(key.regions()), List.of(), true);
  }

  private String origin(List<String> named) {
    if (named.contains(home.code())) {
      return home.code();
    }
    return region
        .map(Region::code)
        .filter(named::contains)
        .or(() -> origins.stream().map(Region::code).filter(named::contains).sorted().findFirst())
        .orElse("");
  }

  @Override
  public BatchContent verifiedBefore(Optional<byte[]> proof) {
    return this;
  }
}
