package org.keyferry.exporter.meta;

import org.keyferry.wire.document.MetaDocument;

/** What shall be published under an address. */
sealed interface Wanted {
  /**
   * A value, to be signed here.
   *
   * @param json without spaces
   */
  record Value(String json) implements Wanted {}

  /**
   * A document that somebody else signed, passed on as it is.
   *
   * @param jws the JWS, verified
   * @param document what it says
   * @param keyId who signed it
   */
  record Signed(String jws, MetaDocument document, String keyId) implements Wanted {}
}
