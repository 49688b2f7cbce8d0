package org.keyferry.submission.publish;

import java.util.Locale;

/** The {@code code} of a reply. */
public enum ErrorCode {
  UNKNOWN_HEALTH_AUTHORITY_ID(401),
  HEALTH_AUTHORITY_VERIFICATION_CERTIFICATE_INVALID(401),
  BAD_REQUEST(400),
  /** Keys can only be taken back with the token of the upload that submitted them. */
  MISSING_REVISION_TOKEN(400),
  /** The token is not one of ours, has expired, or does not cover the keys as they are. */
  INVALID_REVISION_TOKEN(400),
  /** Some keys were submitted, and the text says why others were not. */
  PARTIAL_FAILURE(200),
  INTERNAL_ERROR(500);

  private final int status;
  private final String text = name().toLowerCase(Locale.ROOT);

  ErrorCode(int status) {
    this.status = status;
  }

  /** The HTTP status that goes with it, unless a closer one is known. */
  int status() {
    return status;
  }

  /** The code as replies and metrics show it. */
  String text() {
    return text;
  }
}
