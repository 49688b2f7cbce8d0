package org.keyferry.client.region;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyferry.client.fetch.Answer;
import org.keyferry.client.fetch.Request;
import org.keyferry.client.fetch.Transport;
import org.keyferry.client.follow.FeedAddress;
import org.keyferry.client.state.StateStore;
import org.keyferry.client.trust.Attack;
import org.keyferry.client.trust.AttackDetected;
import org.keyferry.client.trust.SignedText;
import org.keyferry.client.trust.Trail;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.key.Region;

/**
 * Finds where regions are, from nothing but the addresses of some mirrors and the keys that sign
 * the document of authorities. All mirrors are asked, and always for the whole document: which
 * region is wanted stays on the phone. For one thread.
 *
 * <p>in: {@code keyferry-authorities} documents; out: {@link FeedAddress}
 */
public final class Discovery {
  private static final int MOST_BYTES = 4 << 20;

  /** Where a document is that no mirror showed now. */
  private static final URI KEPT = URI.create("state:authorities");

  private final List<URI> mirrors;
  private final Map<SigningKeyId, ECPublicKey> keys;
  private final Transport transport;
  private final StateStore states;
  private final InstantSource clock;
  private Authorities known = Authorities.NONE;

  /** A document that can be believed, with its signature. */
  private record Believed(Authorities authorities, String signed) {
    static final Believed NOTHING = new Believed(Authorities.NONE, "");

    long sequence() {
      return authorities.next().trail().sequence();
    }
  }

  /**
   * @param mirrors addresses of the signed document, such as {@code
   *     https://HOST/meta/authorities.jws}
   * @param keys who may have signed it
   * @param states remembers the newest version, so that no older one passes later, and regions are
   *     found while mirrors are away
   */
  public Discovery(
      List<URI> mirrors,
      Map<SigningKeyId, ECPublicKey> keys,
      Transport transport,
      StateStore states,
      InstantSource clock) {
    this.mirrors = List.copyOf(mirrors);
    this.keys = Map.copyOf(keys);
    this.transport = transport;
    this.states = states;
    this.clock = clock;
  }

  /**
   * Asks all mirrors, and takes the newest document that can be believed. The one that was believed
   * before is as good until it expires, whoever is away.
   *
   * @return what was wrong with mirrors; empty if all agree
   * @throws IOException if what is to be remembered can't be written
   */
  public Map<URI, Exception> refresh() throws IOException, InterruptedException {
    var wrong = new LinkedHashMap<URI, Exception>();
    Instant now = clock.instant();
    var kept = kept(now);
    var newest = kept;
    for (URI mirror : mirrors) {
      try {
        Believed shown = fetch(mirror, now);
        requireNoFork(newest.authorities(), shown.authorities(), mirror);
        if (shown.sequence() > newest.sequence()) {
          newest = shown;
        }
      } catch (AttackDetected | IOException e) {
        wrong.put(mirror, e);
      }
    }
    known = newest.authorities();
    if (newest.sequence() > kept.sequence()) {
      states.writeAuthorities(known.next().trail(), newest.signed());
    }
    return wrong;
  }

  /** What was believed at another time, if it can be still: by the keys and the time of now. */
  private Believed kept(Instant now) {
    Optional<String> signed = states.authoritiesDocument();
    if (signed.isEmpty()) {
      return Believed.NOTHING;
    }
    try {
      return believed(signed.get(), KEPT, now);
    } catch (AttackDetected e) {
      // It has expired, or its key is no longer trusted: mirrors have to show a newer one.
      return Believed.NOTHING;
    }
  }

  private Believed fetch(URI mirror, Instant now)
      throws IOException, InterruptedException, AttackDetected {
    Answer answer = transport.get(Request.document(mirror));
    if (answer.status() != Answer.OK) {
      throw answer.unexpected(mirror, "200");
    }
    String jws =
        new String(answer.document(MOST_BYTES, mirror), StandardCharsets.ISO_8859_1).strip();
    return believed(jws, mirror, now);
  }

  private Believed believed(String jws, URI where, Instant now) throws AttackDetected {
    byte[] json = SignedText.open(jws, DocumentType.AUTHORITIES, keys, where);
    Authorities shown = Authorities.parse(json, where, now);
    Trail.requireFollows(states.authorities(), shown.next(), now, where);
    return new Believed(shown, jws);
  }

  /** Two mirrors that show different documents of one number: whoever signs has two faces. */
  private static void requireNoFork(Authorities one, Authorities other, URI where)
      throws AttackDetected {
    Trail before = one.next().trail();
    Trail shown = other.next().trail();
    if (before.sequence() == shown.sequence() && !before.sha256().equals(shown.sha256())) {
      throw AttackDetected.of(
          Attack.FORK, "document " + shown.sequence(), where, before.sha256(), shown.sha256());
    }
  }

  /** Where the region is; empty if nobody knows. */
  public Optional<FeedAddress> find(Region region) {
    return Optional.ofNullable(known.addresses().get(region));
  }
}
