package org.keyferry.wire.export;

import com.google.protobuf.ByteString;

/**
 * The export file: a zip of two entries.
 *
 * <ul>
 *   <li>{@code export.bin}: the 16 ASCII bytes {@link #HEADER}, then one protobuf {@code
 *       TemporaryExposureKeyExport}: start and end (fixed64, UTC seconds), region, batch 1 of 1,
 *       one {@code SignatureInfo} for each signing key, then the keys, then the revised keys.
 *   <li>{@code export.sig}: one protobuf {@code TEKSignatureList}: for each {@code SignatureInfo},
 *       in its order, an ECDSA P-256 signature over the SHA-256 of the whole {@code export.bin},
 *       header included, as DER {@code SEQUENCE { r, s }}.
 * </ul>
 *
 * <p>Of a key, {@code key_data} and {@code transmission_risk_level} are always there; the start is
 * left out when 0, the period when 144, the report type when unknown; the onset is there when it is
 * known, 0 too. The messages are in {@code keyferry/export/export_file.proto}.
 *
 * <p>Phones take keys in any order. Ours lie by start, period, risk, report type and onset, unknown
 * before known, and those of which all that is equal by unsigned bytes: what is said of a key is
 * then what was said of the one before, and costs next to nothing when it is deflated.
 */
public final class ExportFormat {
  /** The first 16 bytes of {@code export.bin}; they name the version of the format. */
  public static final ByteString HEADER = ByteString.copyFromUtf8("EK Export v1    ");

  /** Name of the entry that holds the keys. */
  public static final String EXPORT_ENTRY = "export.bin";

  /** Name of the entry that holds the signatures. */
  public static final String SIGNATURE_ENTRY = "export.sig";

  /** The only signature algorithm: ecdsa-with-SHA256 (RFC 5758), as an OID with dots. */
  public static final String ALGORITHM = "1.2.840.10045.4.3.2";

  /** A file can name at most so many signing keys. */
  public static final int MOST_SIGNATURES = 10;

  private ExportFormat() {}
}
