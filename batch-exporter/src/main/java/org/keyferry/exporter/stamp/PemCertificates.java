package org.keyferry.exporter.stamp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.keyferry.wire.Problem;
import org.keyferry.wire.settings.InvalidSetting;

/** Certificates in PEM files. */
final class PemCertificates {
  private PemCertificates() {}

  /**
   * All certificates of the file that a setting names.
   *
   * @throws InvalidSetting if there is none
   */
  static List<X509Certificate> read(String setting, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (IOException e) {
      throw unusable(setting, file, "a file that can't be read: " + e);
    } catch (CertificateException e) {
      throw unusable(setting, file, "something else: " + e.getMessage());
    }
    throw unusable(setting, file, "none");
  }

  private static InvalidSetting unusable(String setting, Path file, String actual) {
    return new InvalidSetting(new Problem(setting, file.toString(), "certificates in PEM", actual));
  }
}
