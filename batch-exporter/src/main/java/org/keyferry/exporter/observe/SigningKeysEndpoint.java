package org.keyferry.exporter.observe;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.keyferry.exporter.sign.CurrentSigners;
import org.keyferry.exporter.sign.SigningTerm;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Shows what phones must know to verify files, keys that are announced included.
 *
 * <p>in: {@link CurrentSigners}; out: {@code GET /actuator/signingkeys}
 */
@Endpoint(id = "signingkeys")
public final class SigningKeysEndpoint {
  private final CurrentSigners signers;
  private final InstantSource clock;

  public SigningKeysEndpoint(CurrentSigners signers, InstantSource clock) {
    this.signers = signers;
    this.clock = clock;
  }

  /** What a key does at the moment. */
  public enum State {
    /** It will sign. */
    ANNOUNCED,
    /** It signs the batches whose windows end now. */
    SIGNING,
    /** It signs nothing new; files that it signed may still be there. */
    ENDED,
    /** It signs nothing, and what it signed is not to be trusted. */
    REVOKED
  }

  /**
   * A public key.
   *
   * @param id as files name it
   * @param version as files name it
   * @param publicKey SubjectPublicKeyInfo in Base64
   * @param from end of the first window that it signs, if it has one
   * @param thru end of the first window that it signs no more, if there is one
   */
  public record Item(
      String id,
      String version,
      String publicKey,
      State state,
      Optional<Instant> from,
      Optional<Instant> thru) {}

  /**
   * The answer.
   *
   * @param keys newest first
   */
  public record Answer(List<Item> keys) {}

  /** All keys of the settings, with what operators decided of them. */
  @ReadOperation
  public Answer keys() throws IOException {
    Instant now = clock.instant();
    return new Answer(signers.now().all().stream().map(term -> show(term, now)).toList());
  }

  private static State state(SigningTerm term, Instant now) {
    if (term.revoked()) {
      return State.REVOKED;
    }
    if (now.isBefore(term.from())) {
      return State.ANNOUNCED;
    }
    return now.isBefore(term.thru()) ? State.SIGNING : State.ENDED;
  }

  private static Item show(SigningTerm term, Instant now) {
    return new Item(
        term.keyId().id(),
        term.keyId().version(),
        Base64.getEncoder().encodeToString(term.publicKey().getEncoded()),
        state(term, now),
        Optional.of(term.from()).filter(from -> from.isAfter(Instant.MIN)),
        Optional.of(term.thru()).filter(thru -> thru.isBefore(Instant.MAX)));
  }
}
