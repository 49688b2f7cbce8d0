package org.keyferry.bench.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.keyferry.bench.data.MadeUpKeys;
import org.keyferry.local.upload.Declaration;
import org.keyferry.local.upload.PublishRequest;
import org.keyferry.local.upload.UploadKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;
import tools.jackson.databind.json.JsonMapper;

/**
 * Uploads that are complete down to the last byte before anything is measured: each has 14 keys
 * that no other has, and a certificate of its own.
 *
 * @param requests whole HTTP/1.1 requests
 * @param certificates the certificate of each
 */
record PreparedUploads(List<byte[]> requests, List<String> certificates) {
  /** A key a day for two weeks. */
  static final int KEYS = 14;

  /** The youngest key has been over for more than the usual embargo. */
  private static final int YOUNGEST_DAYS = 2;

  private static final int ONSET_DAYS = 5;
  private static final int RISK = 3;
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * Makes so many.
   *
   * @param now the certificates are valid from now on, for 15 minutes
   */
  static PreparedUploads make(int count, BenchAuthority authority, Instant now) {
    var keys = new MadeUpKeys(now.toEpochMilli(), now);
    var requests = new ArrayList<byte[]>(count);
    var certificates = new ArrayList<String>(count);
    var onset = Interval.containing(now.minus(Duration.ofDays(ONSET_DAYS)));
    for (int upload = 0; upload < count; upload++) {
      var request =
          PublishRequest.certified(
              keysOf(keys, upload, now), Declaration.NONE, authority.signer(), onset, now);
      requests.add(render(JSON.writeValueAsBytes(request)));
      certificates.add(request.verificationPayload());
    }
    return new PreparedUploads(requests, certificates);
  }

  private static List<UploadKey> keysOf(MadeUpKeys source, int upload, Instant now) {
    Instant today = now.truncatedTo(ChronoUnit.DAYS);
    var keys = new ArrayList<UploadKey>(KEYS);
    for (int i = 0; i < KEYS; i++) {
      byte[] key = source.key((long) upload * KEYS + i).key().toByteArray();
      var start = Interval.containing(today.minus(YOUNGEST_DAYS + i, ChronoUnit.DAYS));
      keys.add(
          new UploadKey(
              Base64.getEncoder().encodeToString(key), start.number(), RollingPeriod.MOST, RISK));
    }
    return keys;
  }

  private static byte[] render(byte[] body) {
    byte[] head =
        ("POST /v1/publish HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(US_ASCII);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }
}
