package org.keyferry.submission.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The HMAC-SHA256 that binds a certificate to one set of keys.
 *
 * <p>Its text is {@code key.start.period.risk} of each key, joined by commas, in the order of the
 * base64 keys as sent; without the risk part where all risks are 0 and the phone left it out.
 */
final class KeysMac {
  private static final String ALGORITHM = "HmacSHA256";

  private KeysMac() {}

  /** Whether the MAC covers exactly these keys; an empty secret covers none. */
  static boolean covers(List<CertifiedKey> keys, byte[] secret, byte[] mac) {
    if (secret.length == 0) {
      return false;
    }
    List<CertifiedKey> sorted =
        keys.stream().sorted(Comparator.comparing(CertifiedKey::text)).toList();
    return MessageDigest.isEqual(of(sorted, secret, true), mac)
        || (keys.stream().allMatch(key -> key.risk() == 0)
            && MessageDigest.isEqual(of(sorted, secret, false), mac));
  }

  private static byte[] of(List<CertifiedKey> sorted, byte[] secret, boolean withRisk) {
    var text = new StringBuilder(48 * sorted.size());
    for (CertifiedKey key : sorted) {
      if (!text.isEmpty()) {
        text.append(',');
      }
      text.append(key.text()).append('.').append(key.start()).append('.').append(key.period());
      if (withRisk) {
        text.append('.').append(key.risk());
      }
    }
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(text.toString().getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
