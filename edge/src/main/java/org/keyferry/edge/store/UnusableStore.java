package org.keyferry.edge.store;

import org.keyferry.wire.Problem;

/** The object store can't hold what is promised of it. Start-up ends with its text. */
public final class UnusableStore extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  private UnusableStore(Problem problem, String remedy, Throwable cause) {
    super(problem.toString(), cause);
    this.remedy = remedy;
  }

  /** It answers, and does not keep what it was asked to. */
  static UnusableStore breaking(Problem promise) {
    return new UnusableStore(
        promise,
        "Use a store, or a release of it, that honours If-None-Match and If-Match on PUT and reads"
            + " its own writes (current releases of AWS S3, SeaweedFS and Ceph do), and check that"
            + " no proxy in front of it drops these headers.",
        null);
  }

  /** It can't be reached, or refuses to work at all. */
  public static UnusableStore failing(S3Settings settings, Throwable cause) {
    return new UnusableStore(
        new Problem(
            "keyferry.s3.endpoint",
            "the settings",
            "an object store that answers and holds the bucket " + settings.bucket(),
            String.valueOf(cause.getMessage())),
        "Start the store, make the bucket, or change keyferry.s3.endpoint, region, bucket,"
            + " path-style, access-key and secret-key.",
        cause);
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
