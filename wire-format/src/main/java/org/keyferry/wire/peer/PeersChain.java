package org.keyferry.wire.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyferry.wire.key.Region;

/**
 * The versions of the document of peers, each by who the one before named, dense and chained by
 * digests. Pure and immutable: the same records in the same order are the same chain everywhere.
 *
 * <p>A version whose place is right and whose content is not has used up its number: what a build
 * thinks of the content must not decide which versions may follow, or builds would part for ever.
 *
 * @param trust where it begins
 * @param head the newest version; empty: there is none
 * @param last the newest version whose content is right; empty: none is
 * @param former keys that could sign an earlier version and can't sign the next
 */
public record PeersChain(
    PeersTrust trust,
    Optional<PeersLink> head,
    Optional<SeenDocument> last,
    List<DocumentKey> former) {
  /** How far the clock of who signs may be ahead. */
  public static final Duration LEEWAY = Duration.ofMinutes(5);

  /** A chain that has not begun. */
  public static PeersChain from(PeersTrust trust) {
    return new PeersChain(trust, Optional.empty(), Optional.empty(), List.of());
  }

  /** The newest version; one less than the first if there is none. */
  public long version() {
    return head.map(link -> link.envelope().version()).orElse(trust.firstVersion() - 1);
  }

  /** What the next version names as the one before; empty: there is none. */
  public Optional<DocumentDigest> digest() {
    return head.map(PeersLink::digest);
  }

  /** Who may sign the next version. */
  public List<DocumentKey> signers() {
    return head.map(link -> link.envelope().documentKeys()).orElse(trust.keys());
  }

  /** Why the content of the newest version is refused; empty: it is not. */
  public Optional<PeersRefused> refusal() {
    return head.flatMap(PeersLink::invalid)
        .map(problem -> new PeersRefused(PeersRefusal.INVALID, problem));
  }

  /**
   * The chain with one more version; the same chain if it is the newest once more.
   *
   * @param jws the signed document
   * @param at when it came: the time of its record
   * @throws PeersRefused if it is not the next version, or nobody who may signed it
   */
  public PeersChain next(String jws, Instant at) throws PeersRefused {
    // What is old is told as old, although who signed it may not sign any more.
    var opened =
        PeersSignature.open(jws, Stream.concat(signers().stream(), former.stream()).toList());
    byte[] payload = opened.payload().toByteArray();
    var digest = DocumentDigest.of(payload);
    if (digest().equals(Optional.of(digest))) {
      return this;
    }
    PeersEnvelope envelope = envelope(payload);
    checkHome(envelope);
    checkPlace(envelope, digest);
    PeersRefused.unless(
        signers().contains(opened.key()),
        PeersRefusal.STRANGER,
        "kid",
        "a key that version " + version() + " names",
        "one that an earlier version named");
    checkTimes(envelope, at);
    return with(envelope, digest, payload);
  }

  private PeersChain with(PeersEnvelope envelope, DocumentDigest digest, byte[] payload) {
    try {
      PeersDocument document = new PeersReading(trust.urls()).document(payload);
      return new PeersChain(
          trust,
          Optional.of(new PeersLink(envelope, digest, Optional.empty())),
          Optional.of(new SeenDocument(document, digest)),
          formerAfter(envelope));
    } catch (InvalidPeers e) {
      return new PeersChain(
          trust,
          Optional.of(new PeersLink(envelope, digest, Optional.of(e.problem()))),
          last,
          formerAfter(envelope));
    }
  }

  private List<DocumentKey> formerAfter(PeersEnvelope envelope) {
    return Stream.concat(signers().stream(), former.stream())
        .distinct()
        .filter(key -> !envelope.documentKeys().contains(key))
        .toList();
  }

  private static PeersEnvelope envelope(byte[] payload) throws PeersRefused {
    try {
      return PeersEnvelope.read(payload);
    } catch (InvalidPeers e) {
      throw new PeersRefused(PeersRefusal.INVALID, e.problem());
    }
  }

  private void checkHome(PeersEnvelope envelope) throws PeersRefused {
    PeersRefused.unless(
        trust.home().map(envelope.home()::equals).orElse(true),
        PeersRefusal.OTHER_HOME,
        "home.region",
        trust.home().map(Region::code).orElse("any"),
        envelope.home());
  }

  private void checkPlace(PeersEnvelope envelope, DocumentDigest digest) throws PeersRefused {
    long found = envelope.version();
    String next = "version " + (version() + 1);
    PeersRefused.unless(
        head.isEmpty() || found != version(),
        PeersRefusal.FORKED,
        "digest of version " + found,
        digest().map(DocumentDigest::hex).orElse("any"),
        digest);
    PeersRefused.unless(found > version(), PeersRefusal.ROLLED_BACK, "version", next, found);
    PeersRefused.unless(found == version() + 1, PeersRefusal.SKIPPED, "version", next, found);
    if (head.isPresent()) {
      String expected = head.get().digest() + ", the digest of version " + version();
      PeersRefused.unless(
          envelope.previous().equals(digest()),
          PeersRefusal.FORKED,
          "previous",
          expected,
          envelope.previous().map(DocumentDigest::hex).orElse("none"));
    }
  }

  private static void checkTimes(PeersEnvelope envelope, Instant at) throws PeersRefused {
    PeersRefused.unless(
        at.isBefore(envelope.expiresAt()),
        PeersRefusal.EXPIRED,
        "expiresAt",
        "after " + at + ", when it came",
        envelope.expiresAt());
    PeersRefused.unless(
        !envelope.issuedAt().isAfter(at.plus(LEEWAY)),
        PeersRefusal.NOT_YET_ISSUED,
        "issuedAt",
        "not after " + at + ", when it came",
        envelope.issuedAt());
  }
}
