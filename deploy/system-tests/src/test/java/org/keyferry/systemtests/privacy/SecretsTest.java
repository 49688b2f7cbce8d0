package org.keyferry.systemtests.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyferry.systemtests.download.KeyBytes;
import org.keyferry.systemtests.upload.Uploader;

class SecretsTest {
  private static final byte[] KEY = HexFormat.of().parseHex("fb00112233445566778899aabbccddee");
  private final Secrets secrets = new Secrets(Set.of(KeyBytes.at(KEY, 0)));

  @Test
  void aKeyIsFoundInBase64WithinOtherText() {
    assertThat(secrets.in("key=" + Base64.getEncoder().encodeToString(KEY) + "."))
        .containsExactly("key in base64");
    assertThat(secrets.in("abc" + Base64.getUrlEncoder().encodeToString(KEY)))
        .containsExactly("key in base64");
  }

  @Test
  void aKeyIsFoundInHexadecimalWithinOtherText() {
    assertThat(secrets.in("0a" + HexFormat.of().formatHex(KEY) + "b0"))
        .containsExactly("key in hexadecimal");
    assertThat(secrets.in(HexFormat.of().withUpperCase().formatHex(KEY)))
        .containsExactly("key in hexadecimal");
  }

  @Test
  void aTokenAndAnAddressAreFound() {
    assertThat(secrets.in("got eyJhbGciOiJFUzI1NiJ9.e30.x from " + Uploader.CLIENT_ADDRESS))
        .containsExactly("address of a phone", "token");
  }

  @Test
  void aDigestOfSomethingElseIsNotFound() {
    assertThat(
            secrets.in("sha256=ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
        .isEmpty();
  }
}
