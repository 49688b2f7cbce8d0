package org.keyferry.origin.kept;

import java.util.Base64;

/**
 * A SHA-256 in the forms that answers show, which are made once.
 *
 * @param text base64url without padding
 * @param etag as a strong entity tag, with quotes
 * @param field as RFC 9530 writes it
 */
record NotedHash(String text, String etag, String field) {

  /** Of base64url without padding. */
  static NotedHash of(String text) {
    String standard = Base64.getEncoder().encodeToString(Base64.getUrlDecoder().decode(text));
    return new NotedHash(text, '"' + text + '"', "sha-256=:" + standard + ":");
  }
}
