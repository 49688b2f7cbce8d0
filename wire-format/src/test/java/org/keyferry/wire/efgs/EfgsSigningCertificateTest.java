package org.keyferry.wire.efgs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.hub.UntrustedBatch;

class EfgsSigningCertificateTest {
  @Test
  void thumbprintKeepsItsLeadingZeros() throws Exception {
    var pair = EfgsSamples.keyPair();
    for (int serial = 1; ; serial++) {
      var certificate = EfgsSamples.certificate("NL", pair, serial);
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      if (sha256[0] == 0) {
        assertThat(EfgsSigningCertificate.of(certificate).thumbprint())
            .startsWith("00")
            .hasSize(64)
            .isEqualTo(HexFormat.of().formatHex(sha256));
        return;
      }
    }
  }

  @Test
  void signerOfAnotherKeyThanTheCertificatesIsRefused() throws Exception {
    var pair = EfgsSamples.keyPair();
    var certificate = EfgsSamples.certificate("NL", pair, 1);
    var other = EfgsSamples.keyPair().getPrivate();
    assertThatThrownBy(() -> new EfgsSigner(other, certificate)).isInstanceOf(UntrustedBatch.class);
  }

  @Test
  void nothingPrintsKeyBytes() {
    var key = EfgsSamples.KEYS.getFirst();
    assertThat(Map.of(key, new EfgsBatch(EfgsSamples.KEYS)).toString())
        .doesNotContain(HexFormat.of().formatHex(key.keyData().toByteArray()))
        .doesNotContain("keyData");
  }
}
