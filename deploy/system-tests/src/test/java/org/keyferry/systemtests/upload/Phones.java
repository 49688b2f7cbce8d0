package org.keyferry.systemtests.upload;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.keyferry.systemtests.download.KeyBytes;

/** Makes the uploads of ever new phones: a key for each day, all expired for a day or more. */
public final class Phones {
  private static final int DAY_INTERVALS = 144;
  private static final int RISK = 3;
  private static final int SECRET_LENGTH = 16;

  private final HealthAuthority authority;
  private final int days;
  private final SplittableRandom random;

  /**
   * @param authority who certifies the uploads
   * @param days how many keys an upload has, 1 to 14
   * @param seed decides the keys
   */
  public Phones(HealthAuthority authority, int days, long seed) {
    this.authority = authority;
    this.days = days;
    this.random = new SplittableRandom(seed);
  }

  /** The next phone's upload. */
  public Upload next() {
    int newestDay = (int) LocalDate.now(ZoneOffset.UTC).toEpochDay() - 2;
    var keys = new ArrayList<UploadedKey>();
    var bytes = new byte[KeyBytes.LENGTH];
    for (int i = 0; i < days; i++) {
      nextBytes(bytes);
      String base64 = Base64.getEncoder().encodeToString(bytes);
      keys.add(new UploadedKey(KeyBytes.at(bytes, 0), base64, (newestDay - i) * DAY_INTERVALS));
    }
    var secret = new byte[SECRET_LENGTH];
    nextBytes(secret);
    String certificate = authority.certificate(mac(keys, secret));
    return new Upload(
        keys.stream().map(UploadedKey::key).toList(), body(keys, secret, certificate));
  }

  private void nextBytes(byte[] bytes) {
    synchronized (random) {
      random.nextBytes(bytes);
    }
  }

  private record UploadedKey(KeyBytes key, String base64, int start) {
    String forMac() {
      return base64 + "." + start + "." + DAY_INTERVALS + "." + RISK;
    }

    String json() {
      return """
      {"key":"%s","rollingStartNumber":%d,"rollingPeriod":%d,"transmissionRisk":%d}\
      """
          .formatted(base64, start, DAY_INTERVALS, RISK);
    }
  }

  private static byte[] mac(List<UploadedKey> keys, byte[] secret) {
    String text = keys.stream().map(UploadedKey::forMac).sorted().collect(Collectors.joining(","));
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String body(List<UploadedKey> keys, byte[] secret, String certificate) {
    String list = keys.stream().map(UploadedKey::json).collect(Collectors.joining(","));
    return """
    {"temporaryExposureKeys":[%s],"healthAuthorityID":"%s","verificationPayload":"%s","hmacKey":"%s"}\
    """
        .formatted(
            list, HealthAuthority.APP, certificate, Base64.getEncoder().encodeToString(secret));
  }
}
