package org.keyferry.connector.replay;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keyferry.connector.pull.PullRules;
import org.keyferry.connector.screen.BatchContent;
import org.keyferry.connector.screen.BatchRefused;
import org.keyferry.connector.screen.EfgsContent;
import org.keyferry.connector.screen.EnsContent;
import org.keyferry.connector.screen.ExportBatch;
import org.keyferry.connector.screen.InteropContent;
import org.keyferry.connector.trust.OriginKeys;
import org.keyferry.wire.Problem;
import org.keyferry.wire.efgs.BatchAudit;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.key.Region;

/**
 * How kept batches are read. The signature of a file was verified before it was kept; who vouched
 * for the keys of an EFGS batch is asked again, by its audit.
 *
 * @param rules what is let in
 * @param signers under which certificates batches of a hub may be signed, by the hub's name
 * @param clock of this machine
 */
public record KeptContent(
    PullRules rules, Function<String, BatchAudit.SignerTrust> signers, InstantSource clock) {
  private static final int MOST_KEYS = 100_000;
  private static final int MOST_REGIONS = 64;
  private static final int MOST_BYTES = 64 << 20;

  BatchContent of(KeptBatch kept, Optional<byte[]> proof) throws BatchRefused {
    return switch (kept.format()) {
      case "feed", "gaen-index" -> export(kept);
      case "efgs" ->
          new EfgsContent(
              kept.peer(),
              kept.windowEnd().atZone(ZoneOffset.UTC).toLocalDate(),
              proof,
              proof.isPresent() ? signers.apply(kept.peer()) : signer -> false,
              clock);
      case "interop" ->
          new InteropContent(
              kept.peer(), new BatchLimits(MOST_KEYS, MOST_BYTES, MOST_REGIONS), clock);
      case "ens-grpc" -> new EnsContent(kept.region(), kept.origins(), rules.home(), clock);
      default ->
          throw new BatchRefused(
              new Problem("format", kept.peer(), "one that is read", kept.format()));
    };
  }

  private ExportBatch export(KeptBatch kept) {
    Region origin = kept.region().orElseGet(() -> kept.origins().iterator().next());
    var named = new HashSet<>(kept.origins());
    named.add(rules.home());
    List<String> interest = kept.isPartial() ? List.of(rules.home().code()) : List.of();
    return new ExportBatch(origin, named, interest, OriginKeys.NONE, rules.reportType());
  }
}
