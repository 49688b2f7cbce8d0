package org.keyferry.wire.efgs;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keyferry.wire.hub.JsonInput;
import org.keyferry.wire.hub.JsonOutput;
import org.keyferry.wire.hub.MalformedBatch;
import tools.jackson.core.JsonGenerator;

/**
 * What {@code GET /diagnosiskeys/audit/download/{date}/{batchTag}} says of one upload that went
 * into a batch: an element of a JSON array with members of the same names, in the order of the
 * keys. Whoever has the batch can prove from it who vouched for each key.
 *
 * @param country who uploaded
 * @param uploadedTime when, as the hub writes it
 * @param uploaderCertificate of the connection, PEM
 * @param uploaderThumbprint SHA-256 of that certificate
 * @param uploaderOperatorSignature the hub's operator over that certificate; may be empty
 * @param signingCertificate of the batch signature, PEM
 * @param uploaderSigningThumbprint SHA-256 of that certificate
 * @param signingCertificateOperatorSignature the hub's operator over that certificate; may be empty
 * @param amount how many keys the upload has
 * @param batchSignature as it came with the upload; see {@link EfgsSignature}
 */
public record AuditEntry(
    String country,
    String uploadedTime,
    String uploaderCertificate,
    String uploaderThumbprint,
    String uploaderOperatorSignature,
    String signingCertificate,
    String uploaderSigningThumbprint,
    String signingCertificateOperatorSignature,
    long amount,
    String batchSignature) {

  private static final int MOST_ENTRIES = 5_000;
  private static final int LONGEST = 65_536;

  public AuditEntry {
    requireNonNull(country);
    requireNonNull(batchSignature);
  }

  /**
   * Reads the answer of a hub; members that it lacks are empty, others are passed over.
   *
   * @param where what problems name as the place
   * @throws MalformedBatch if it is something else, or has more than 5,000 entries
   */
  public static List<AuditEntry> read(byte[] json, String where) throws MalformedBatch {
    var entries = new ArrayList<AuditEntry>();
    return JsonInput.read(
        json,
        where,
        in -> {
          in.array("audit", element -> entries.add(read(element, entries.size())));
          return List.copyOf(entries);
        });
  }

  private static AuditEntry read(JsonInput in, int before) throws MalformedBatch {
    if (before == MOST_ENTRIES) {
      throw in.problem("audit", "at most " + MOST_ENTRIES + " entries", "more");
    }
    var entry = new Members();
    in.object("audit entry", Set.of("country", "amount", "batchSignature"), entry::take);
    return entry.toEntry();
  }

  /** The answer of a hub. */
  public static byte[] write(List<AuditEntry> entries) {
    return JsonOutput.write(out -> {
      out.writeStartArray();
      entries.forEach(entry -> entry.write(out));
      out.writeEndArray();
    });
  }

  private void write(JsonGenerator out) {
    out.writeStartObject();
    out.writeStringProperty("country", country);
    out.writeStringProperty("uploadedTime", uploadedTime);
    out.writeStringProperty("uploaderCertificate", uploaderCertificate);
    out.writeStringProperty("uploaderThumbprint", uploaderThumbprint);
    out.writeStringProperty("uploaderOperatorSignature", uploaderOperatorSignature);
    out.writeStringProperty("signingCertificate", signingCertificate);
    out.writeStringProperty("uploaderSigningThumbprint", uploaderSigningThumbprint);
    out.writeStringProperty(
        "signingCertificateOperatorSignature", signingCertificateOperatorSignature);
    out.writeNumberProperty("amount", amount);
    out.writeStringProperty("batchSignature", batchSignature);
    out.writeEndObject();
  }

  /** The members of one entry. */
  private static final class Members {
    private String country = "";
    private String uploadedTime = "";
    private String uploaderCertificate = "";
    private String uploaderThumbprint = "";
    private String uploaderOperatorSignature = "";
    private String signingCertificate = "";
    private String uploaderSigningThumbprint = "";
    private String signingCertificateOperatorSignature = "";
    private long amount;
    private String batchSignature = "";

    void take(String name, JsonInput in) throws MalformedBatch {
      if (in.isNull()) {
        return;
      }
      switch (name) {
        case "country" -> country = in.string(name, LONGEST);
        case "uploadedTime" -> uploadedTime = in.string(name, LONGEST);
        case "uploaderCertificate" -> uploaderCertificate = in.string(name, LONGEST);
        case "uploaderThumbprint" -> uploaderThumbprint = in.string(name, LONGEST);
        case "uploaderOperatorSignature" -> uploaderOperatorSignature = in.string(name, LONGEST);
        case "signingCertificate" -> signingCertificate = in.string(name, LONGEST);
        case "uploaderSigningThumbprint" -> uploaderSigningThumbprint = in.string(name, LONGEST);
        case "signingCertificateOperatorSignature" ->
            signingCertificateOperatorSignature = in.string(name, LONGEST);
        case "amount" -> amount = in.integer(name, 0, Integer.MAX_VALUE);
        case "batchSignature" -> batchSignature = in.string(name, LONGEST);
        default -> in.skip();
      }
    }

    AuditEntry toEntry() {
      return new AuditEntry(
          country,
          uploadedTime,
          uploaderCertificate,
          uploaderThumbprint,
          uploaderOperatorSignature,
          signingCertificate,
          uploaderSigningThumbprint,
          signingCertificateOperatorSignature,
          amount,
          batchSignature);
    }
  }
}
