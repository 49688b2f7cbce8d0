package org.keyferry.wire.document;

import org.keyferry.wire.Problem;

/** A signed document that none of the known keys signed. */
public final class UntrustedDocument extends MalformedDocument {
  private static final long serialVersionUID = 1L;

  public UntrustedDocument(Problem problem) {
    super(problem);
  }
}
