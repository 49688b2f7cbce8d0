package org.keyferry.exporter.stamp;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.keyferry.wire.Problem;

/**
 * Gets time stamps, and takes none that others would refuse: the answer is for this digest and this
 * query, its time is about now, and a certificate that is trusted stands behind it.
 *
 * <p>in: a SHA-256; out: {@code TimeStampResp} in DER, as {@code openssl ts -verify} reads it
 */
final class TimeStamps {
  private static final int NONCE_BITS = 64;

  private final TimeStampAuthority authority;
  private final TrustedCertificates trusted;
  private final Duration clockTolerance;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  TimeStamps(
      TimeStampAuthority authority,
      TrustedCertificates trusted,
      Duration clockTolerance,
      InstantSource clock) {
    this.authority = authority;
    this.trusted = trusted;
    this.clockTolerance = clockTolerance;
    this.clock = clock;
  }

  /**
   * A verified time stamp over the digest.
   *
   * @throws IOException if the authority gives none now, or one that is refused
   */
  byte[] of(ByteString sha256) throws IOException {
    var queries = new TimeStampRequestGenerator();
    queries.setCertReq(true);
    TimeStampRequest query =
        queries.generate(
            TSPAlgorithms.SHA256, sha256.toByteArray(), new BigInteger(NONCE_BITS, random));
    byte[] answer = authority.answer(query.getEncoded());
    verify(answer, query);
    return answer;
  }

  private void verify(byte[] answer, TimeStampRequest query) throws IOException {
    try {
      var response = new TimeStampResponse(answer);
      int status = response.getStatus();
      if (status != PKIStatus.GRANTED && status != PKIStatus.GRANTED_WITH_MODS) {
        throw refused("status", "0 or 1 (granted)", status + " (refused)", null);
      }
      response.validate(query);
      var token = response.getTimeStampToken();
      trusted.verify(token);
      checkTime(token.getTimeStampInfo().getGenTime().toInstant());
    } catch (TSPException | RuntimeException e) {
      throw refused(
          "token", "a time stamp of the digest and nonce that were sent", e.getMessage(), e);
    }
  }

  private void checkTime(Instant stated) throws TokenRefused {
    Duration difference = Duration.between(clock.instant(), stated).abs();
    if (difference.compareTo(clockTolerance) > 0) {
      throw refused(
          "time",
          "at most " + clockTolerance.toSeconds() + " s from the exporter's own",
          difference.toSeconds() + " s",
          null);
    }
  }

  private static TokenRefused refused(
      String what, String expected, String actual, Exception cause) {
    return new TokenRefused(
        new Problem(what, "answer of the time-stamp authority", expected, String.valueOf(actual)),
        cause);
  }
}
