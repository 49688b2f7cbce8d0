package org.keyferry.local.upload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Ties a certificate to one set of keys: HMAC-SHA256 over {@code key.start.period.risk} of each
 * key, sorted by the base64 text, joined by commas.
 */
final class KeysMac {
  private KeysMac() {}

  /** The certificate's {@code tekmac} claim. */
  static String of(List<UploadKey> keys, byte[] secret) {
    byte[] text =
        keys.stream()
            .sorted(Comparator.comparing(UploadKey::key))
            .map(UploadKey::macPart)
            .collect(Collectors.joining(","))
            .getBytes(US_ASCII);
    var mac = new HMac(SHA256Digest.newInstance());
    mac.init(new KeyParameter(secret));
    mac.update(text, 0, text.length);
    byte[] result = new byte[mac.getMacSize()];
    mac.doFinal(result, 0);
    return Base64.getEncoder().encodeToString(result);
  }
}
