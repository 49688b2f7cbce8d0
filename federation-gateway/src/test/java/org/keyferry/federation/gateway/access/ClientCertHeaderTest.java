package org.keyferry.federation.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.federation.gateway.TestCertificate;

class ClientCertHeaderTest {
  private static final TestCertificate TREE =
      TestCertificate.root("r").authority("a", "a.example").issue("x.a.example");

  private static String item(X509Certificate certificate) throws CertificateException {
    return ":" + Base64.getEncoder().encodeToString(certificate.getEncoded()) + ":";
  }

  private static String list(int from) throws CertificateException {
    var items = new java.util.ArrayList<String>();
    for (X509Certificate each : TREE.chain().subList(from, TREE.chain().size())) {
      items.add(item(each));
    }
    return String.join(",\t", items);
  }

  @Test
  void certificateAndChainAreReadInOrder() throws CertificateException {
    assertThat(ClientCertHeader.read(List.of(item(TREE.leaf())), List.of(list(1))))
        .isEqualTo(TREE.chain());
  }

  @Test
  void chainMayBeInSeveralLines() throws CertificateException {
    assertThat(
            ClientCertHeader.read(
                List.of(item(TREE.leaf())),
                List.of(item(TREE.chain().get(1)), item(TREE.chain().get(2)))))
        .isEqualTo(TREE.chain());
  }

  @Test
  void parametersMeanNothing() throws CertificateException {
    assertThat(ClientCertHeader.read(List.of(item(TREE.leaf()) + ";a=1"), List.of()))
        .containsExactly(TREE.leaf());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":", "::", "MIIB", ":MIIB", ":MII=B:", ":MIIB:x", ":-_-_:", "?1", "\"a\""})
  void otherFormsAreRefused(String value) {
    assertThatThrownBy(() -> ClientCertHeader.read(List.of(value), List.of()))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void bytesBehindTheCertificateAreRefused() throws CertificateException {
    byte[] longer = java.util.Arrays.copyOf(TREE.leaf().getEncoded(), 2000);
    String value = ":" + Base64.getEncoder().encodeToString(longer) + ":";

    assertThatThrownBy(() -> ClientCertHeader.read(List.of(value), List.of()))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void noneTwoAndTooManyAreRefused() throws CertificateException {
    String one = item(TREE.leaf());
    for (List<String> values : List.of(List.<String>of(), List.of(one, one))) {
      assertThatThrownBy(() -> ClientCertHeader.read(values, List.of()))
          .isInstanceOf(CertificateException.class);
    }
    assertThatThrownBy(() -> ClientCertHeader.read(List.of(one), Collections.nCopies(8, one)))
        .hasMessageContaining("at most 8");
  }
}
