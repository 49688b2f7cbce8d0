package org.keyferry.federation.gateway.hub;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import org.keyferry.wire.efgs.AuditEntry;
import org.keyferry.wire.efgs.EfgsSignature;
import org.keyferry.wire.hub.UntrustedBatch;
import org.keyferry.wire.hub.stored.HubUpload;
import org.keyferry.wire.peer.Thumbprint;

/**
 * What the audit says of a stored upload. The operator's signatures are empty: whose certificates
 * they are, the signed peers document says.
 */
final class AuditOf {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private AuditOf() {}

  static AuditEntry upload(HubUpload upload) throws IOException {
    try {
      X509Certificate signer =
          EfgsSignature.parse(upload.getBatchSignature()).signer().certificate();
      boolean known = !upload.getUploaderCertificate().isEmpty();
      X509Certificate uploader = known ? certificate(upload) : null;
      return new AuditEntry(
          upload.getRegion(),
          Instant.ofEpochSecond(upload.getUploadedSeconds()).toString(),
          known ? pem(uploader) : "",
          known ? Thumbprint.of(uploader).hex() : "",
          "",
          pem(signer),
          Thumbprint.of(signer).hex(),
          "",
          upload.getKeys(),
          upload.getBatchSignature());
    } catch (UntrustedBatch | CertificateException e) {
      throw new IOException("a stored upload can't be read", e);
    }
  }

  private static X509Certificate certificate(HubUpload upload) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(upload.getUploaderCertificate().toByteArray()));
  }

  private static String pem(X509Certificate certificate) throws CertificateException {
    return "-----BEGIN CERTIFICATE-----\n"
        + LINES.encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}
