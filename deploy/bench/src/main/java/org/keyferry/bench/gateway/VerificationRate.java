package org.keyferry.bench.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * How many ES256 signatures of certificates can be verified in a second, and nothing else done:
 * Bouncy Castle's own verification, no parsing, no claims.
 */
final class VerificationRate {
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  /** A signature and what it signs, taken apart before the clock runs. */
  private static final class Signed {
    final byte[] text;
    final byte[] signature;

    Signed(String certificate) {
      int dot = certificate.lastIndexOf('.');
      this.text = certificate.substring(0, dot).getBytes(US_ASCII);
      this.signature = Base64.getUrlDecoder().decode(certificate.substring(dot + 1));
    }
  }

  private final PublicKey key;
  private final List<Signed> certificates;

  /**
   * @param key the authority's public key
   * @param certificates compact JWTs that it signed
   */
  VerificationRate(PublicKey key, List<String> certificates) {
    this.key = ownKey(key);
    this.certificates = certificates.stream().map(Signed::new).toList();
  }

  /** A key of another provider would be converted at each use. */
  private static PublicKey ownKey(PublicKey key) {
    try {
      return KeyFactory.getInstance("EC", BOUNCY_CASTLE)
          .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Bouncy Castle takes every P-256 key", e);
    }
  }

  /**
   * Verifications per second of all threads together.
   *
   * @param threads how many verify at once
   * @param time for how long
   */
  double perSecond(int threads, Duration time) throws InterruptedException, ExecutionException {
    try (var pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Double>> rates = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int first = thread * certificates.size() / threads;
        rates.add(pool.submit(() -> verify(first, time)));
      }
      double sum = 0;
      for (Future<Double> rate : rates) {
        sum += rate.get();
      }
      return sum;
    }
  }

  private double verify(int first, Duration time) throws GeneralSecurityException {
    var verifier = Signature.getInstance("SHA256withPLAIN-ECDSA", BOUNCY_CASTLE);
    long start = System.nanoTime();
    long done = 0;
    int next = first;
    while (System.nanoTime() - start < time.toNanos()) {
      Signed certificate = certificates.get(next);
      verifier.initVerify(key);
      verifier.update(certificate.text);
      if (!verifier.verify(certificate.signature)) {
        throw new IllegalStateException("a certificate of the benchmark does not verify");
      }
      next = next + 1 == certificates.size() ? 0 : next + 1;
      done++;
    }
    return done / ((System.nanoTime() - start) / 1e9);
  }
}
