package org.keyferry.wire.efgs;

import java.util.List;
import java.util.Optional;
import org.keyferry.wire.Problem;

/**
 * Keys of a downloaded batch that one upload brought, or of which it can't be told which did.
 *
 * @param country that the keys name as origin
 * @param keys in the order of the batch
 * @param verdict what is proved
 * @param signer under which certificate; there if and only if it is verified
 * @param problem why it is not verified
 */
public record AuditedRun(
    String country,
    List<EfgsKey> keys,
    Verdict verdict,
    Optional<EfgsSigningCertificate> signer,
    Optional<Problem> problem) {

  /** What is proved of a run. */
  public enum Verdict {
    /** The origin's signature holds over exactly these keys. */
    VERIFIED,
    /** The origin has not signed these keys, whatever order the hub keeps. */
    WRONG,
    /**
     * The hub does not say which keys go together: it mixed uploads, or left some out. That says
     * nothing for the keys and nothing against them.
     */
    UNCHECKABLE
  }

  public AuditedRun {
    keys = List.copyOf(keys);
  }

  static AuditedRun verified(String country, List<EfgsKey> keys, EfgsSigningCertificate signer) {
    return new AuditedRun(country, keys, Verdict.VERIFIED, Optional.of(signer), Optional.empty());
  }

  static AuditedRun not(Verdict verdict, String country, List<EfgsKey> keys, Problem problem) {
    return new AuditedRun(country, keys, verdict, Optional.empty(), Optional.of(problem));
  }
}
