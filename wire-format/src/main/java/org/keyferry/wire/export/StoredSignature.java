package org.keyferry.wire.export;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import org.keyferry.event.v1.ExportSignature;
import org.keyferry.wire.Problem;

/**
 * A signature that was made before. As a signer it gives the same signature again, so that a
 * rebuild has the same bytes even where the key signs at random.
 *
 * @param keyId who signed
 * @param exportSha256 SHA-256 of the {@code export.bin} that is signed
 * @param signature DER {@code SEQUENCE { r, s }}
 */
public record StoredSignature(SigningKeyId keyId, ByteString exportSha256, ByteString signature)
    implements ExportSigner {

  /**
   * From an object of {@code batches.published}.
   *
   * @throws IllegalArgumentException if the event names no key
   */
  public static StoredSignature of(ExportSignature event, ByteString exportSha256) {
    return new StoredSignature(
        new SigningKeyId(event.getKeyId(), event.getKeyVersion()),
        exportSha256,
        event.getSignature());
  }

  /** For an object of {@code batches.published}. */
  public ExportSignature toEvent() {
    return ExportSignature.newBuilder()
        .setKeyId(keyId.id())
        .setKeyVersion(keyId.version())
        .setSignature(signature)
        .build();
  }

  /**
   * {@inheritDoc}
   *
   * @throws SigningFailed if it was made for another digest
   */
  @Override
  public byte[] sign(byte[] sha256) throws SigningFailed {
    if (!exportSha256.equals(ByteString.copyFrom(sha256))) {
      throw new SigningFailed(
          new Problem(
              "SHA-256 of export.bin",
              "stored signature of " + keyId,
              HexFormat.of().formatHex(exportSha256.toByteArray()),
              HexFormat.of().formatHex(sha256)));
    }
    return signature.toByteArray();
  }
}
