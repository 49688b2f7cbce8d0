package org.keyferry.submission.publish;

import org.keyferry.wire.Problem;

/** An upload of which nothing is submitted, and the reply that it gets. */
final class UploadRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final int status;

  UploadRefused(ErrorCode code, int status, Problem problem) {
    // Costs nothing: an answer to a request is no event that a stack trace explains.
    super(problem.toString(), null, false, false);
    this.code = code;
    this.status = status;
  }

  UploadRefused(ErrorCode code, Problem problem) {
    this(code, code.status(), problem);
  }

  static UploadRefused badRequest(String what, String expected, String actual) {
    return new UploadRefused(
        ErrorCode.BAD_REQUEST, new Problem(what, "the request", expected, actual));
  }

  PublishReply reply() {
    return PublishReply.refused(code, status, getMessage());
  }
}
