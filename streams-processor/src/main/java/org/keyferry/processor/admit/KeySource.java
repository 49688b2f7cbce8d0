package org.keyferry.processor.admit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Who reported a key, as far as it takes to tell whether a later report is of the same.
 *
 * @param tag of a local key the proof that the gateway gave it; of a remote one a hash of origin
 *     and peer; 0 where there is none
 * @param mayRevise whether the report may replace an earlier one of the same source
 */
public record KeySource(long tag, boolean mayRevise) {

  /**
   * The source of a key that entered by our gateway.
   *
   * @param proof 8 bytes; anything else proves nothing
   * @param authorised whether the gateway saw a token that covers the key
   */
  public static KeySource local(ByteString proof, boolean authorised) {
    boolean proven = proof.size() == Long.BYTES;
    return new KeySource(proven ? proof.asReadOnlyByteBuffer().getLong() : 0, proven && authorised);
  }

  /** The source of a key that came from another backend, which answers for what it sends. */
  public static KeySource remote(String origin, String peer) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(origin.getBytes(UTF_8));
      sha256.update((byte) 0);
      byte[] digest = sha256.digest(peer.getBytes(UTF_8));
      return new KeySource(ByteBuffer.wrap(digest).getLong(), true);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
