package org.keyferry.submission.publish;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The body of {@code POST /v1/publish}: version 1 of the Exposure Notification key server's JSON,
 * with two members of ours at the end. What is absent or null is empty, 0 or false. Prints nothing
 * of it.
 *
 * @param temporaryExposureKeys the keys
 * @param healthAuthorityID whose certificate it is
 * @param verificationPayload the certificate
 * @param hmacKey secret of the certificate's MAC, base64
 * @param lowerCaseHmacKey the same member under the name that other apps give it
 * @param symptomOnsetInterval 10-minute interval of symptom onset; 0 where not stated
 * @param traveler whether the person travelled
 * @param revisionToken of the upload whose keys are revised; empty where there is none
 * @param padding ignored: it hides the size of the request
 * @param regionsOfInterest region codes; empty Optional where the upload does not say
 * @param consentToFederation whether the keys may leave the region
 */
record PublishRequest(
    List<RequestedKey> temporaryExposureKeys,
    String healthAuthorityID,
    String verificationPayload,
    String hmacKey,
    @JsonProperty("hmackey") String lowerCaseHmacKey,
    int symptomOnsetInterval,
    boolean traveler,
    String revisionToken,
    String padding,
    Optional<List<String>> regionsOfInterest,
    Optional<Boolean> consentToFederation) {

  PublishRequest {
    temporaryExposureKeys =
        temporaryExposureKeys == null
            ? List.of()
            : temporaryExposureKeys.stream()
                .map(key -> Objects.requireNonNullElse(key, RequestedKey.NOTHING))
                .toList();
    healthAuthorityID = Objects.requireNonNullElse(healthAuthorityID, "");
    verificationPayload = Objects.requireNonNullElse(verificationPayload, "");
    revisionToken = Objects.requireNonNullElse(revisionToken, "");
    regionsOfInterest = regionsOfInterest == null ? Optional.empty() : regionsOfInterest;
    consentToFederation = consentToFederation == null ? Optional.empty() : consentToFederation;
  }

  /** The secret of the certificate's MAC under either name; empty where neither is there. */
  String secret() {
    return Objects.requireNonNullElse(hmacKey, Objects.requireNonNullElse(lowerCaseHmacKey, ""));
  }

  @Override
  public String toString() {
    return "PublishRequest[redacted]";
  }
}
