package org.keyferry.client.trust;

import java.net.URI;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentHead;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.document.MalformedDocument;
import org.keyferry.wire.document.SignedDocument;
import org.keyferry.wire.document.UntrustedDocument;
import org.keyferry.wire.export.SigningKeyId;

/** Opens signed documents, and names what is wrong with those that can't be believed. */
public final class SignedText {
  private SignedText() {}

  /**
   * The document that is signed.
   *
   * @param keys who may have signed it
   * @param where it comes from, for errors
   * @throws AttackDetected if none of them did, or it is signed as something else
   */
  public static byte[] open(
      String jws, DocumentType type, Map<SigningKeyId, ECPublicKey> keys, URI where)
      throws AttackDetected {
    try {
      return SignedDocument.open(jws, type, keys).payload().toByteArray();
    } catch (UntrustedDocument e) {
      throw refused(Attack.FORGED_SIGNATURE, e, where);
    } catch (MalformedDocument e) {
      boolean isOtherType = e.problem().what().equals("typ");
      throw refused(isOtherType ? Attack.WRONG_TYPE : Attack.MALFORMED, e, where);
    }
  }

  private static AttackDetected refused(Attack attack, MalformedDocument why, URI where) {
    var problem = why.problem();
    return AttackDetected.of(attack, problem.what(), where, problem.expected(), problem.actual());
  }

  /** What there is to remember of a document, and what it says of the one before. */
  public static Trail.Next next(DocumentHead head, byte[] json) {
    return new Trail.Next(
        new Trail(head.sequence(), ContentHash.of(json).text(), head.expiresAt()),
        head.previous().map(ContentHash::text));
  }
}
