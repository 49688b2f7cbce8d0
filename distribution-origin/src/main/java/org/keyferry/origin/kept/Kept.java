package org.keyferry.origin.kept;

import java.util.Optional;

/**
 * What is at a name, in all its representations.
 *
 * @param plain as it is
 * @param gzip compressed, if it is a text
 */
public record Kept(Representation plain, Optional<Representation> gzip) {
  /** The representation for clients that welcome gzip or don't. */
  public Representation as(boolean gzipWelcome) {
    return gzipWelcome ? gzip.orElse(plain) : plain;
  }

  /** Whether clients are given different ones. */
  public boolean varies() {
    return gzip.isPresent();
  }

  /** Bytes that are held for it. */
  long weight() {
    return 1000 + plain.size() + gzip.map(Representation::size).orElse(0L);
  }
}
