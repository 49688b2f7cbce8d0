package org.keyferry.connector.trust;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.keyferry.connector.fetch.Answer;
import org.keyferry.connector.fetch.FetchFailed;
import org.keyferry.connector.fetch.PeerClient;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.SigningKeyId;

/**
 * Keys that a peer publishes as a JWK set (RFC 7517): keys on P-256 whose {@code kid} is what its
 * files call them, {@code ID-VERSION}. Others in the set are none of ours. Kept for an hour, and
 * asked for again when a batch is signed by another key, at most once a minute.
 */
public final class JwksKeys implements OriginKeys {
  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMinutes(1);
  private static final int MOST_BYTES = 256 * 1024;

  private final URI url;
  private final Supplier<PeerClient> client;
  private final InstantSource clock;
  private Map<SigningKeyId, ECPublicKey> keys = Map.of();
  private Instant asked = Instant.MIN;

  public JwksKeys(URI url, Supplier<PeerClient> client, InstantSource clock) {
    this.url = url;
    this.client = client;
    this.clock = clock;
  }

  @Override
  public Map<SigningKeyId, ECPublicKey> known() throws IOException {
    if (clock.instant().isAfter(next(KEPT))) {
      ask();
    }
    return keys;
  }

  @Override
  public boolean askAgain() throws IOException {
    if (!clock.instant().isAfter(next(BETWEEN_QUESTIONS))) {
      return false;
    }
    var before = keys;
    ask();
    return !keys.equals(before);
  }

  private Instant next(Duration wait) {
    return asked.equals(Instant.MIN) ? asked : asked.plus(wait);
  }

  private void ask() throws IOException {
    var body = new ByteArrayOutputStream();
    Answer answer = client.get().download(url, Map.of(), body, MOST_BYTES);
    if (answer.status() != Answer.OK) {
      throw answer.unexpected("200 with a JWK set");
    }
    keys = parse(body.toString(StandardCharsets.UTF_8));
    asked = clock.instant();
  }

  private Map<SigningKeyId, ECPublicKey> parse(String text) throws FetchFailed {
    try {
      var found = new HashMap<SigningKeyId, ECPublicKey>();
      for (JWK key : JWKSet.parse(text).getKeys()) {
        if (key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve())) {
          Optional<SigningKeyId> name = KeyNames.parse(ec.getKeyID());
          if (name.isPresent()) {
            found.put(name.get(), ec.toECPublicKey());
          }
        }
      }
      return Map.copyOf(found);
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      throw new FetchFailed(new Problem("body", url.toString(), "a JWK set", "something else"));
    }
  }
}
