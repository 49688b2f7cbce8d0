package org.keyferry.edge.store;

import org.keyferry.wire.Problem;

/** The object store can't hold what is promised of it. Start-up ends with its text. */
public final class UnusableStore extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String REMEDY =
      ". Use a store, or a release of it, that honours If-None-Match and If-Match on PUT and reads"
          + " its own writes (AWS S3, SeaweedFS, Ceph and others do in current releases), check"
          + " that no proxy or gateway in front of it drops these headers, and start again.";

  UnusableStore(Problem problem) {
    super(problem + REMEDY);
  }
}
