package org.keyferry.connector.screen;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.admission.CandidateKey;
import org.keyferry.wire.efgs.AuditEntry;
import org.keyferry.wire.efgs.AuditedRun;
import org.keyferry.wire.efgs.BatchAudit;
import org.keyferry.wire.efgs.EfgsBatch;
import org.keyferry.wire.efgs.EfgsKey;
import org.keyferry.wire.efgs.EfgsMapping;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.MalformedBatch;

/**
 * Batches of EFGS, each of up to 5,000 keys of several origins. Who vouched for a key is in the
 * audit of its batch: where proof is asked for, keys are taken whose run was verified, and others
 * are dropped and counted.
 *
 * @param peer the hub
 * @param day of the batch
 * @param proof audit of the batch; empty if none is asked for
 * @param trust whose signatures count
 */
public record EfgsContent(
    String peer,
    LocalDate day,
    Optional<byte[]> proof,
    BatchAudit.SignerTrust trust,
    InstantSource clock)
    implements BatchContent {

  @Override
  public BatchFacts read(InputStream bytes, String name, Keys keys)
      throws IOException, BatchRefused {
    byte[] body = bytes.readNBytes(BatchLimits.DEFAULT.mostBytes() + 1);
    try {
      List<EfgsKey> all = EfgsBatch.read(body, name, BatchLimits.DEFAULT).keys();
      Set<EfgsKey> vouched = vouched(all, name);
      for (EfgsKey key : all) {
        keys.key(stated(key, proof.isEmpty() || vouched.contains(key)));
      }
      Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
      return new BatchFacts(Sha256.of(body), all.size(), proof.isPresent(), start);
    } catch (MalformedBatch e) {
      throw new BatchRefused(e.problem());
    }
  }

  /** By identity: the same key may come twice, once vouched for and once not. */
  private Set<EfgsKey> vouched(List<EfgsKey> keys, String name) throws MalformedBatch {
    Set<EfgsKey> vouched = Collections.newSetFromMap(new IdentityHashMap<>());
    if (proof.isPresent()) {
      var entries = AuditEntry.read(proof.get(), name + " audit");
      for (AuditedRun run : new BatchAudit(trust).verify(keys, entries, clock.instant())) {
        if (run.verdict() == AuditedRun.Verdict.VERIFIED) {
          vouched.addAll(run.keys());
        }
      }
    }
    return vouched;
  }

  private PeerKey stated(EfgsKey key, boolean trusted) {
    var event = EfgsMapping.toEvent(key, peer, List.of());
    return new PeerKey(
        CandidateKey.of(event.getTemporaryExposureKey(), event.getMetadata()),
        event.getOrigin(),
        event.getRegionsOfInterest().getRegionsList(),
        trusted);
  }

  /** The audit is asked again: it says of each key whether it counts. */
  @Override
  public BatchContent verifiedBefore(Optional<byte[]> kept) {
    return new EfgsContent(peer, day, kept, trust, clock);
  }
}
