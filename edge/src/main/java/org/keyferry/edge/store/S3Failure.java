package org.keyferry.edge.store;

import io.minio.errors.ErrorResponseException;
import java.io.IOException;
import org.keyferry.wire.Problem;

/** What a failed request to the store becomes. */
final class S3Failure {
  private static final String NO_SUCH_KEY = "NoSuchKey";

  private S3Failure() {}

  /**
   * {@link MissingObject} and {@link PreconditionFailed} as such; for all else an exception that
   * tells what was tried on which object and what came instead. A conflict of two conditional
   * writes (409) is among them: the next attempt tells who won.
   *
   * <p>The client's own exception stays behind where it prints requests with their headers.
   */
  static IOException translated(String action, String object, Throwable failure) {
    if (failure instanceof ErrorResponseException refused) {
      var answer = refused.errorResponse();
      return NO_SUCH_KEY.equals(answer.code())
          ? new MissingObject(object)
          : new IOException(
              problem(
                  action,
                  object,
                  refused.response().code() + " " + answer.code() + ": " + answer.message()));
    }
    Throwable cause = causeOf(failure);
    return cause instanceof PreconditionFailed refused
        ? refused
        : new IOException(problem(action, object, cause.toString()), cause);
  }

  private static String problem(String action, String object, String actual) {
    return new Problem(action, object, "success", actual).toString();
  }

  /** The I/O failure inside what the client wrapped it in, or the failure itself. */
  static Throwable causeOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return cause;
      }
    }
    return failure;
  }
}
