package org.keyferry.wire.efgs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyferry.wire.Problem;
import org.keyferry.wire.efgs.AuditedRun.Verdict;
import org.keyferry.wire.hub.UntrustedBatch;

/**
 * Verifies who vouched for the keys of a downloaded batch: the keys of each country are cut into
 * runs of {@code amount}, in the order of the audit's entries, and each run's signature is
 * verified.
 *
 * <p>A hub that stores keys row by row mixes uploads that come at the same time. Uploads of
 * different countries are told apart by the keys' origin. Where two of one country are mixed,
 * nothing can be said; only a country with a single upload in the batch is proved wrong by a
 * signature that does not hold.
 */
public final class BatchAudit {
  private static final String PLACE = "audit";

  private final SignerTrust trust;

  /** Whether a country named a certificate as one that it signs batches under. */
  @FunctionalInterface
  public interface SignerTrust {
    /** Says so, of a certificate whose C is the country. */
    boolean trusts(EfgsSigningCertificate signer);
  }

  /**
   * @param trust whose signatures count
   */
  public BatchAudit(SignerTrust trust) {
    this.trust = trust;
  }

  /**
   * Verifies a batch. Each key is in exactly one run of the result.
   *
   * @param keys of the download, in order
   * @param entries of the audit, in order
   * @param now at which certificates must hold
   */
  public List<AuditedRun> verify(List<EfgsKey> keys, List<AuditEntry> entries, Instant now) {
    Map<String, List<EfgsKey>> keysOf = new LinkedHashMap<>();
    keys.forEach(key -> keysOf.computeIfAbsent(key.origin(), _ -> new ArrayList<>()).add(key));
    var runs = new ArrayList<AuditedRun>();
    keysOf.forEach((country, ofCountry) ->
        verifyCountry(
            country,
            ofCountry,
            entries.stream().filter(entry -> entry.country().equals(country)).toList(),
            now,
            runs));
    return runs;
  }

  private void verifyCountry(
      String country,
      List<EfgsKey> keys,
      List<AuditEntry> entries,
      Instant now,
      List<AuditedRun> runs) {
    long amount = entries.stream().mapToLong(AuditEntry::amount).sum();
    if (amount != keys.size()) {
      var problem =
          new Problem("amount", PLACE, keys.size() + " keys of " + country, amount + " keys");
      runs.add(AuditedRun.not(Verdict.UNCHECKABLE, country, keys, problem));
      return;
    }
    int from = 0;
    for (AuditEntry entry : entries) {
      int thru = from + (int) entry.amount();
      if (thru > from) {
        runs.add(run(keys.subList(from, thru), entry, entries.size() == 1, now));
      }
      from = thru;
    }
  }

  private AuditedRun run(List<EfgsKey> keys, AuditEntry entry, boolean only, Instant now) {
    try {
      var signature = EfgsSignature.parse(entry.batchSignature());
      checkSigner(signature.signer(), entry.country());
      try {
        signature.verify(CanonicalBatch.of(keys), now);
        return AuditedRun.verified(entry.country(), keys, signature.signer());
      } catch (UntrustedBatch e) {
        Verdict verdict = only ? Verdict.WRONG : Verdict.UNCHECKABLE;
        return AuditedRun.not(verdict, entry.country(), keys, e.problem());
      }
    } catch (UntrustedBatch e) {
      // Whatever keys belong to it: nobody whom the country named has signed them.
      return AuditedRun.not(Verdict.WRONG, entry.country(), keys, e.problem());
    }
  }

  private void checkSigner(EfgsSigningCertificate signer, String country) throws UntrustedBatch {
    if (!signer.country().equals(country)) {
      throw new UntrustedBatch(
          new Problem("signer", PLACE, "a certificate of " + country, "one of another country"));
    }
    if (!trust.trusts(signer)) {
      throw new UntrustedBatch(
          new Problem(
              "signer",
              PLACE,
              "a certificate that " + country + " is known to sign under",
              "one with SHA-256 " + signer.thumbprint()));
    }
  }
}
