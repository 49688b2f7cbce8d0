package org.keyferry.processor.admit;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.Optional;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.processor.admit.FeedRouting.Route;
import org.keyferry.wire.admission.CandidateKey;
import org.keyferry.wire.admission.RejectionReason;
import org.keyferry.wire.key.Region;

/** What a record of an input says before anything is judged. */
sealed interface KeyRecord {
  /**
   * A key, of any shape, and where it would belong.
   *
   * @param candidate may have any field wrong
   * @param route the feeds that it would belong to, which may be none
   * @param source who reported it
   */
  record Candidate(CandidateKey candidate, Route route, KeySource source) implements KeyRecord {}

  /**
   * Nothing that can be judged, or a key that has no business here.
   *
   * @param detail what was expected and what was there; no key bytes
   */
  record Unusable(RejectionReason reason, String detail) implements KeyRecord {}

  /** Reads a value of {@code keys.submitted}. */
  static KeyRecord submitted(byte[] value, FeedRouting routing) {
    if (value == null) {
      return malformed("SubmittedKey", "a record without a value");
    }
    try {
      SubmittedKey event = SubmittedKey.parseFrom(value);
      return event.hasTemporaryExposureKey()
          ? new Candidate(
              CandidateKey.of(event.getTemporaryExposureKey(), event.getMetadata()),
              routing.ofLocal(event),
              KeySource.local(event.getRevisionProof(), event.getRevisionAuthorised()))
          : malformed("a temporary exposure key", "another material or none");
    } catch (InvalidProtocolBufferException e) {
      return malformed("SubmittedKey", value.length + " bytes that are none");
    }
  }

  /**
   * What keys from elsewhere are held to beside admission.
   *
   * @param home our own region, whose keys never come from elsewhere
   * @param mostHops how many backends a key may have passed through
   * @param peers which peers may bring keys, of which origins
   */
  record RemoteRules(Region home, int mostHops, PeerIntake peers) {
    /** Why a key goes no further; empty: it does. */
    Optional<Unusable> refusal(FederatedKey event, Instant now) {
      String origin = event.getOrigin();
      if (!Region.isCode(origin)) {
        return refused(
            RejectionReason.ORIGIN_NOT_ALLOWED,
            "expected a region code, got " + origin.length() + " characters");
      }
      if (origin.equals(home.code())) {
        return refused(
            RejectionReason.OWN_KEY_RETURNED, "expected another origin, got " + home.code());
      }
      int hops = event.getViaCount();
      if (hops > mostHops) {
        return refused(
            RejectionReason.TOO_MANY_HOPS,
            "expected a way through at most " + mostHops + " backends, got " + hops);
      }
      return peers
          .refusal(event.getPeer(), new Region(origin), now)
          .map(refusal -> new Unusable(refusal.reason(), refusal.detail()));
    }

    private static Optional<Unusable> refused(RejectionReason reason, String detail) {
      return Optional.of(new Unusable(reason, detail));
    }
  }

  /**
   * Reads a value of {@code keys.federated}.
   *
   * @param now by which the validity of peers is judged
   */
  static KeyRecord federated(byte[] value, FeedRouting routing, RemoteRules rules, Instant now) {
    if (value == null) {
      return malformed("FederatedKey", "a record without a value");
    }
    try {
      FederatedKey event = FederatedKey.parseFrom(value);
      if (!event.hasTemporaryExposureKey()) {
        return malformed("a temporary exposure key", "another material or none");
      }
      Optional<Unusable> refusal = rules.refusal(event, now);
      return refusal.isPresent() ? refusal.get() : remote(event, routing);
    } catch (InvalidProtocolBufferException e) {
      return malformed("FederatedKey", value.length + " bytes that are none");
    }
  }

  private static Candidate remote(FederatedKey event, FeedRouting routing) {
    return new Candidate(
        CandidateKey.of(event.getTemporaryExposureKey(), event.getMetadata()),
        routing.ofRemote(event),
        KeySource.remote(event.getOrigin(), event.getPeer()));
  }

  private static Unusable malformed(String expected, String actual) {
    return new Unusable(
        RejectionReason.MALFORMED_RECORD, "expected " + expected + ", got " + actual);
  }
}
