package org.keyferry.local.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.keyferry.local.authority.DevelopmentAuthority;
import org.keyferry.wire.key.Interval;

/**
 * The body of an upload, with a certificate for exactly these keys. It prints without them.
 *
 * @param temporaryExposureKeys the keys
 * @param healthAuthorityID who verified the diagnosis
 * @param verificationPayload the certificate
 * @param hmacKey base64 of the secret that the certificate's MAC was made with
 * @param symptomOnsetInterval when symptoms began
 * @param regionsOfInterest where contacts may live; empty where the person does not say
 * @param consentToFederation whether the keys may leave the region; empty where they don't say
 * @param padding random text, so that length tells nothing
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PublishRequest(
    List<UploadKey> temporaryExposureKeys,
    String healthAuthorityID,
    String verificationPayload,
    String hmacKey,
    int symptomOnsetInterval,
    Optional<List<String>> regionsOfInterest,
    Optional<Boolean> consentToFederation,
    String padding) {
  private static final int MAC_SECRET = 32;
  private static final int LEAST_PADDING = 1024;

  public PublishRequest {
    temporaryExposureKeys = List.copyOf(temporaryExposureKeys);
  }

  /** The authority certifies the keys, and the request is complete. */
  public static PublishRequest certified(
      List<UploadKey> keys,
      Declaration declared,
      DevelopmentAuthority authority,
      Interval onset,
      Instant now) {
    var random = new SecureRandom();
    byte[] secret = randomBytes(random, MAC_SECRET);
    return new PublishRequest(
        keys,
        authority.id(),
        authority.certify(KeysMac.of(keys, secret), onset, now),
        Base64.getEncoder().encodeToString(secret),
        onset.number(),
        declared.regionsOfInterest(),
        declared.consentToFederation(),
        Base64.getEncoder()
            .encodeToString(randomBytes(random, LEAST_PADDING + random.nextInt(LEAST_PADDING))));
  }

  private static byte[] randomBytes(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Override
  public String toString() {
    return "PublishRequest[" + temporaryExposureKeys.size() + " keys]";
  }
}
