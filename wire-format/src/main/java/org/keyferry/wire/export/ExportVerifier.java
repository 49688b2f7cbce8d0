package org.keyferry.wire.export;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keyferry.wire.Problem;

/**
 * Reads export files and checks who signed them. Shares neither the encoding nor the arithmetic of
 * {@link ExportWriter} and {@link PemSigner}.
 *
 * <p>in: {@link ExportFormat} and the public keys that are known; out: what is in the file, or a
 * refusal. At least one known key must have signed, and every signature of a known key must be
 * right; those of unknown keys say nothing.
 */
public final class ExportVerifier {
  private final Map<SigningKeyId, ECPublicKey> known;
  private final ExportReader reader;

  /**
   * @param known public keys on P-256, by the names that files use
   */
  public ExportVerifier(Map<SigningKeyId, ECPublicKey> known, ExportLimits limits) {
    this.known = Map.copyOf(known);
    this.reader = new ExportReader(limits);
  }

  /** A verifier with the default limits. */
  public ExportVerifier(Map<SigningKeyId, ECPublicKey> known) {
    this(known, ExportLimits.DEFAULT);
  }

  /**
   * Checks a file that anyone wrote.
   *
   * @param zip read to its end, not closed
   * @param name of the file, for errors
   * @param keys takes each key before anything is verified: what it does must be undone if this
   *     throws
   * @throws MalformedExport if it is not an export file, or breaks a limit
   * @throws ExportRefused if no known key signed, or a signature of one is wrong
   * @throws IOException if the stream fails
   */
  public VerifiedExport verify(InputStream zip, String name, KeyConsumer keys)
      throws IOException, MalformedExport, ExportRefused {
    var contents = reader.read(zip, name, keys);
    return new VerifiedExport(contents, checkSignatures(contents, name));
  }

  /**
   * Checks a file that we wrote: besides the signatures, every one of which must be of a known key,
   * it is the file of that header, and its keys lie in the order of {@link ExportFormat}, none of
   * them twice in a row.
   *
   * @param zip read to its end, not closed
   * @param name of the file, for errors
   * @param expected what it was written with
   * @throws MalformedExport if it is not an export file, or breaks a limit
   * @throws ExportRefused if it is not as we write
   * @throws IOException if the stream fails
   */
  public VerifiedExport verifyOwn(InputStream zip, String name, ExportHeader expected)
      throws IOException, MalformedExport, ExportRefused {
    var order = new KeyOrder();
    var contents = reader.readFields(zip, name, order);
    var verifiedBy = checkSignatures(contents, name);
    require(
        verifiedBy.size() == contents.signatures().size(),
        name,
        "signatures",
        "all known",
        "not all");
    var window = expected.statedWindow();
    require(contents.window().equals(window), name, "window", window, contents.window());
    String region = expected.region().code();
    require(contents.region().equals(region), name, "region", region, contents.region());
    boolean single = contents.batchNumber() == 1 && contents.batchSize() == 1;
    require(
        single, name, "batch", "1 of 1", contents.batchNumber() + " of " + contents.batchSize());
    require(
        order.violations() == 0, name, "order of keys", "ascending", order.violations() + " not");
    return new VerifiedExport(contents, verifiedBy);
  }

  private List<SigningKeyId> checkSignatures(ExportSummary contents, String name)
      throws ExportRefused {
    var verifiedBy = new ArrayList<SigningKeyId>();
    for (var signature : contents.signatures()) {
      var key = known.get(signature.keyId());
      if (key != null) {
        boolean right = isRight(signature, key);
        require(right, name, "signature of " + signature.keyId(), "one over export.bin", "another");
        verifiedBy.add(signature.keyId());
      }
    }
    var keyIds = contents.signatures().stream().map(StoredSignature::keyId).toList();
    require(!verifiedBy.isEmpty(), name, "signing keys", "one of " + known.keySet(), keyIds);
    return verifiedBy;
  }

  static boolean isRight(StoredSignature signature, ECPublicKey key) {
    try {
      var ecdsa = Signature.getInstance("NONEwithECDSA");
      ecdsa.initVerify(key);
      ecdsa.update(signature.exportSha256().toByteArray());
      return ecdsa.verify(signature.signature().toByteArray());
    } catch (SignatureException e) {
      // Not DER, or numbers out of range: a wrong signature like any other.
      return false;
    } catch (InvalidKeyException e) {
      throw new IllegalArgumentException("key " + signature.keyId() + " can't verify", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has ECDSA", e);
    }
  }

  private static void require(
      boolean holds, String name, String what, Object expected, Object actual)
      throws ExportRefused {
    if (!holds) {
      throw new ExportRefused(
          new Problem(what, name, String.valueOf(expected), String.valueOf(actual)));
    }
  }
}
