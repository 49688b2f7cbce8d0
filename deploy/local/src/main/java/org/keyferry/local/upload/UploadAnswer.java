package org.keyferry.local.upload;

/**
 * What the gateway said.
 *
 * @param status HTTP status
 * @param insertedExposures how many keys it acknowledged
 * @param code its error code, or empty
 * @param error its explanation, or empty
 */
public record UploadAnswer(int status, int insertedExposures, String code, String error) {
  private static final int OK = 200;

  /** Whether it took the upload, wholly or in part. */
  public boolean isAcknowledged() {
    return status == OK;
  }
}
