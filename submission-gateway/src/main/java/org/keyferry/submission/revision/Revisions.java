package org.keyferry.submission.revision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyferry.event.v1.ReportType;
import org.keyferry.submission.revision.JudgedKeys.JudgedKey;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;

/**
 * Decides by the token alone which keys of an upload may change an earlier report: those that it
 * covers, with the same start and period. Whether there is an earlier report, and may be changed
 * so, is decided where reports are known: in the stream.
 *
 * <p>A negative result can only take back. Its keys that no token covers are refused here.
 */
public final class Revisions {
  private static final Comparator<RevisableKey> LATEST_FIRST =
      Comparator.comparingInt(RevisableKey::start).reversed();

  private final TokenSeal seal;
  private final TokenRules rules;

  /**
   * What holds for tokens.
   *
   * @param lifetime after which a token allows nothing
   * @param longestAge how long after the end of its validity a key is worth a place in a token
   * @param partial whether keys that may not be revised are left out, and the others go on
   */
  public record TokenRules(Duration lifetime, Duration longestAge, boolean partial) {}

  public Revisions(TokenSeal seal, TokenRules rules) {
    this.seal = seal;
    this.rules = rules;
  }

  /**
   * Judges the keys and makes the upload's next token.
   *
   * @param sent the token of the request, empty if there is none
   * @param proof makes the proofs of keys that are new
   * @throws RevisionRefused if the token is not one of ours, has expired and is needed, does not
   *     cover what it has to, or is missing
   */
  public JudgedKeys judge(String sent, List<DiagnosisKey> keys, RevisionProof proof, Instant now)
      throws RevisionRefused {
    if (keys.isEmpty()) {
      return new JudgedKeys(List.of(), List.of(), Optional.empty());
    }
    Optional<RevisionToken> token = open(sent, keys, now);
    if (token.isEmpty() && keys.stream().anyMatch(Revisions::takesBack)) {
      throw RevisionRefused.tokenMissing();
    }
    RevisionToken known = token.orElse(new RevisionToken(now, List.of()));
    var judged = new ArrayList<JudgedKey>(keys.size());
    for (DiagnosisKey key : keys) {
      Optional<RevisableKey> covered = known.find(key.key());
      if (covered.isPresent() && covered.get().hasTimingOf(key)) {
        judged.add(new JudgedKey(key, true, covered.get().proof()));
      } else if (covered.isEmpty() && !takesBack(key)) {
        judged.add(new JudgedKey(key, false, proof.of(key)));
      } else if (!rules.partial) {
        throw notCovered();
      }
    }
    int leftOut = keys.size() - judged.size();
    if (judged.isEmpty()) {
      throw notCovered();
    }
    return new JudgedKeys(
        judged, refusals(leftOut), Optional.of(seal.seal(next(known, judged, now))));
  }

  private static boolean takesBack(DiagnosisKey key) {
    return key.reportType() == ReportType.REVOKED;
  }

  private static RevisionRefused notCovered() {
    return RevisionRefused.tokenInvalid(
        "one that covers the keys, with the same start and period", "one of other keys or timing");
  }

  private static List<String> refusals(int leftOut) {
    return leftOut == 0
        ? List.of()
        : List.of(leftOut + " keys: the revision token does not cover them with that timing");
  }

  /** An expired token of ours that covers none of the keys is an old one that phones still send. */
  private Optional<RevisionToken> open(String sent, List<DiagnosisKey> keys, Instant now)
      throws RevisionRefused {
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    RevisionToken token =
        seal.open(sent)
            .orElseThrow(() ->
                RevisionRefused.tokenInvalid(
                    "a token of this gateway, unchanged, or none", "another text"));
    if (now.isBefore(token.issued().plus(rules.lifetime))) {
      return Optional.of(token);
    }
    if (keys.stream().anyMatch(key -> token.find(key.key()).isPresent())) {
      throw RevisionRefused.tokenInvalid("one younger than " + rules.lifetime, "an older one");
    }
    return Optional.empty();
  }

  /** These keys, and of the earlier ones the latest for which there is room. */
  private RevisionToken next(RevisionToken before, List<JudgedKey> judged, Instant now) {
    Map<ExposureKey, RevisableKey> next = new LinkedHashMap<>();
    judged.forEach(key -> next.put(key.key().key(), RevisableKey.of(key.key(), key.proof())));
    before.keys().stream()
        .filter(key -> !validUntil(key).plus(rules.longestAge).isBefore(now))
        .sorted(LATEST_FIRST)
        .forEach(key -> next.putIfAbsent(key.key(), key));
    return new RevisionToken(now, next.values().stream().limit(seal.entries()).toList());
  }

  private static Instant validUntil(RevisableKey key) {
    return new Interval(key.start()).endAfter(new RollingPeriod(key.period()));
  }
}
