package org.keyferry.systemtests.upload;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.keyferry.systemtests.download.KeyBytes;

/**
 * Makes the uploads of ever new phones: a key for each day, all expired for a day or more, unless
 * otherwise asked for.
 */
public final class Phones {
  private static final int DAY_INTERVALS = 144;
  private static final int RISK = 3;
  private static final int SECRET_LENGTH = 16;

  private final HealthAuthority authority;
  private final int days;
  private final SplittableRandom random;
  private Predicate<KeyBytes> taken = _ -> true;
  private int newestAge = 2;
  private String statements = "";

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

  /** From now on they have such keys only. */
  public Phones only(Predicate<KeyBytes> keys) {
    taken = keys;
    return this;
  }

  /** From now on their newest key is of so many days ago; of today, it is valid yet. */
  public Phones newestOf(int daysAgo) {
    newestAge = daysAgo;
    return this;
  }

  /** From now on their uploads have these further members, JSON that ends in a comma. */
  public Phones stating(String members) {
    statements = members;
    return this;
  }

  /** The next phone's upload. */
  public Upload next() {
    int today = (int) LocalDate.ofInstant(authority.now(), ZoneOffset.UTC).toEpochDay();
    var keys = new ArrayList<UploadedKey>();
    var bytes = new byte[KeyBytes.LENGTH];
    for (int i = 0; i < days; i++) {
      nextKey(bytes);
      String base64 = Base64.getEncoder().encodeToString(bytes);
      keys.add(
          new UploadedKey(KeyBytes.at(bytes, 0), base64, (today - newestAge - i) * DAY_INTERVALS));
    }
    var secret = new byte[SECRET_LENGTH];
    nextBytes(secret);
    String certificate = authority.certificate(mac(keys, secret));
    return new Upload(
        keys.stream().map(UploadedKey::key).toList(), body(keys, secret, certificate));
  }

  private void nextKey(byte[] bytes) {
    do {
      nextBytes(bytes);
    } while (!taken.test(KeyBytes.at(bytes, 0)));
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

  private String body(List<UploadedKey> keys, byte[] secret, String certificate) {
    String list = keys.stream().map(UploadedKey::json).collect(Collectors.joining(","));
    return """
    {%s"temporaryExposureKeys":[%s],"healthAuthorityID":"%s","verificationPayload":"%s","hmacKey":"%s"}\
    """
        .formatted(
            statements,
            list,
            HealthAuthority.APP,
            certificate,
            Base64.getEncoder().encodeToString(secret));
  }
}
