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
 * @param trust where it begins
 * @param last the version that was taken last; empty: none was
 * @param former keys that could sign an earlier version and can't sign the next
 */
public record PeersChain(PeersTrust trust, Optional<SeenDocument> last, List<DocumentKey> former) {
  /** How far the clock of who signs may be ahead. */
  public static final Duration LEEWAY = Duration.ofMinutes(5);

  /** A chain that has not begun. */
  public static PeersChain from(PeersTrust trust) {
    return new PeersChain(trust, Optional.empty(), List.of());
  }

  /** The version that was seen last; one less than the first if none was. */
  public long version() {
    return last.map(seen -> seen.document().version()).orElse(trust.firstVersion() - 1);
  }

  /** Who may sign the next version. */
  public List<DocumentKey> signers() {
    return last.map(seen -> seen.document().federation().documentKeys()).orElse(trust.keys());
  }

  /**
   * The chain with one more version; the same chain if it is the last version once more.
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
    if (last.isPresent() && last.get().digest().equals(digest)) {
      return this;
    }
    PeersDocument document = read(payload);
    checkHome(document);
    checkPlace(document, digest);
    PeersRefused.unless(
        signers().contains(opened.key()),
        PeersRefusal.STRANGER,
        "kid",
        "a key that version " + version() + " names",
        "one that an earlier version named");
    checkTimes(document, at);
    return new PeersChain(
        trust, Optional.of(new SeenDocument(document, digest)), formerAfter(document));
  }

  private List<DocumentKey> formerAfter(PeersDocument document) {
    var now = document.federation().documentKeys();
    return Stream.concat(signers().stream(), former.stream())
        .distinct()
        .filter(key -> !now.contains(key))
        .toList();
  }

  private PeersDocument read(byte[] payload) throws PeersRefused {
    try {
      return new PeersReading(trust.urls()).document(payload);
    } catch (InvalidPeers e) {
      throw new PeersRefused(PeersRefusal.INVALID, e.problem());
    }
  }

  private void checkHome(PeersDocument document) throws PeersRefused {
    var region = document.home().region();
    PeersRefused.unless(
        trust.home().map(region::equals).orElse(true),
        PeersRefusal.OTHER_HOME,
        "home.region",
        trust.home().map(Region::code).orElse("any"),
        region);
  }

  private void checkPlace(PeersDocument document, DocumentDigest digest) throws PeersRefused {
    long found = document.version();
    String next = "version " + (version() + 1);
    PeersRefused.unless(
        last.isEmpty() || found != version(),
        PeersRefusal.FORKED,
        "digest of version " + found,
        last.map(seen -> seen.digest().hex()).orElse("any"),
        digest);
    PeersRefused.unless(found > version(), PeersRefusal.ROLLED_BACK, "version", next, found);
    PeersRefused.unless(found == version() + 1, PeersRefusal.SKIPPED, "version", next, found);
    if (last.isPresent()) {
      String expected = last.get().digest().hex();
      PeersRefused.unless(
          document.previous().equals(Optional.of(last.get().digest())),
          PeersRefusal.FORKED,
          "previous",
          expected + ", the digest of version " + version(),
          document.previous().map(DocumentDigest::hex).orElse("none"));
    }
  }

  private static void checkTimes(PeersDocument document, Instant at) throws PeersRefused {
    PeersRefused.unless(
        !document.isExpired(at),
        PeersRefusal.EXPIRED,
        "expiresAt",
        "after " + at + ", when it came",
        document.expiresAt());
    PeersRefused.unless(
        !document.issuedAt().isAfter(at.plus(LEEWAY)),
        PeersRefusal.NOT_YET_ISSUED,
        "issuedAt",
        "not after " + at + ", when it came",
        document.issuedAt());
  }
}
