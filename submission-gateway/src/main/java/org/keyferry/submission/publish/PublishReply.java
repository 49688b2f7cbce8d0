package org.keyferry.submission.publish;

import java.util.List;
import java.util.Optional;

/**
 * What an upload is answered, before padding.
 *
 * @param status of HTTP
 * @param revisionToken what the keys can be revised with; empty if there is none
 * @param insertedExposures keys that the brokers acknowledged
 * @param code empty for full success
 * @param error text to the code; empty for full success
 * @param warnings about keys that were left out without being an error
 */
record PublishReply(
    int status,
    String revisionToken,
    int insertedExposures,
    Optional<ErrorCode> code,
    String error,
    List<String> warnings) {

  PublishReply {
    warnings = List.copyOf(warnings);
  }

  /** Keys were submitted; errors say why others were not. */
  static PublishReply submitted(
      int keys, String revisionToken, List<String> errors, List<String> warnings) {
    Optional<ErrorCode> code =
        errors.isEmpty() ? Optional.empty() : Optional.of(ErrorCode.PARTIAL_FAILURE);
    return new PublishReply(200, revisionToken, keys, code, String.join("; ", errors), warnings);
  }

  /** Never shows the token. */
  @Override
  public String toString() {
    return "PublishReply[status=" + status + "]";
  }

  /** Nothing was submitted. */
  static PublishReply refused(ErrorCode code, int status, String error) {
    return new PublishReply(status, "", 0, Optional.of(code), error, List.of());
  }
}
