package org.keyferry.client.design;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.keyferry.wire.Sha256;

/**
 * A report of the TCN protocol, 0.4: who has it can make the temporary contact numbers of its
 * author's phone, from the first index to the one before the last, and no others.
 *
 * <pre>
 * report = rvk 32 ‖ tck of the index before the first 32 ‖ first u16 ‖ end u16 ‖ memo type u8 ‖
 *          memo length u8 ‖ memo ‖ Ed25519 signature by rvk 64      (numbers little-endian)
 * tck_j  = SHA-256("H_TCK" ‖ rvk ‖ tck_{j-1})
 * tcn_j  = first 16 bytes of SHA-256("H_TCN" ‖ j as u16 ‖ tck_j)
 * </pre>
 */
public final class TcnReport {
  private static final int KEY = 32;
  private static final int FIRST_AT = 2 * KEY;
  private static final int END_AT = FIRST_AT + Short.BYTES;
  private static final int SIGNATURE = 64;
  private static final int NUMBER = 16;
  private static final byte[] CONTACT_KEY = {'H', '_', 'T', 'C', 'K'};
  private static final byte[] CONTACT_NUMBER = {'H', '_', 'T', 'C', 'N'};

  /** What stands before the 32 bytes of a key in its SubjectPublicKeyInfo (RFC 8410). */
  private static final byte[] KEY_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final byte[] report;

  private TcnReport(byte[] report) {
    this.report = report;
  }

  /** The report in a record whose lengths were checked. */
  public static TcnReport of(ByteString record) {
    return new TcnReport(record.toByteArray());
  }

  /** Whether its author signed it; one without a signature is nobody's. */
  public boolean isSigned() {
    int memo = report[END_AT + Short.BYTES + 1] & 0xff;
    int signed = END_AT + Short.BYTES + 2 + memo;
    if (report.length != signed + SIGNATURE) {
      return false;
    }
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initVerify(verificationKey());
      signature.update(report, 0, signed);
      return signature.verify(report, signed, SIGNATURE);
    } catch (SignatureException | InvalidKeySpecException e) {
      // No point of the curve, or no such signature: nobody's.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private PublicKey verificationKey() throws GeneralSecurityException {
    byte[] encoded =
        ByteBuffer.allocate(KEY_PREFIX.length + KEY).put(KEY_PREFIX).put(report, 0, KEY).array();
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  /** The numbers that its author's phone broadcast, of 16 bytes each. */
  public List<ByteString> contactNumbers() {
    var numbers = new ArrayList<ByteString>();
    byte[] contactKey = Arrays.copyOfRange(report, KEY, 2 * KEY);
    for (int index = unsigned(FIRST_AT); index < unsigned(END_AT); index++) {
      MessageDigest next = Sha256.begun();
      next.update(CONTACT_KEY);
      next.update(report, 0, KEY);
      contactKey = next.digest(contactKey);
      MessageDigest number = Sha256.begun();
      number.update(CONTACT_NUMBER);
      number.update(new byte[] {(byte) index, (byte) (index >>> Byte.SIZE)});
      numbers.add(ByteString.copyFrom(number.digest(contactKey), 0, NUMBER));
    }
    return numbers;
  }

  private int unsigned(int offset) {
    return Short.toUnsignedInt(
        ByteBuffer.wrap(report).order(ByteOrder.LITTLE_ENDIAN).getShort(offset));
  }

  @Override
  public String toString() {
    return "TcnReport[redacted]";
  }
}
