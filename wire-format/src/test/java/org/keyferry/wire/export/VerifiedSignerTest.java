package org.keyferry.wire.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

class VerifiedSignerTest {
  private static final byte[] DIGEST = new byte[32];

  @Test
  void signatureOfThePublicKeyIsGivenOut() throws Exception {
    byte[] expected = TestKey.FIRST.signer().sign(DIGEST);
    assertThat(signer(TestKey.FIRST.signer()).sign(DIGEST)).isEqualTo(expected);
  }

  @Test
  void signatureOfAnotherKeyIsRefused() {
    assertRefused(TestKey.SECOND.signer());
  }

  @Test
  void signatureOfAnotherDigestIsRefused() throws Exception {
    byte[] other = new byte[32];
    other[0] = 1;
    assertRefused(stored(TestKey.FIRST.signer().sign(other)));
  }

  @Test
  void bytesThatAreNoSignatureAreRefused() {
    assertRefused(stored(new byte[] {1, 2, 3}));
  }

  private static ExportSigner stored(byte[] signature) {
    return new StoredSignature(
        TestKey.FIRST.keyId(), ByteString.copyFrom(DIGEST), ByteString.copyFrom(signature));
  }

  private static VerifiedSigner signer(ExportSigner signing) {
    return new VerifiedSigner(TestKey.FIRST.keyId(), TestKey.FIRST.publicKey(), signing);
  }

  private static void assertRefused(ExportSigner signing) {
    assertThatThrownBy(() -> signer(signing).sign(DIGEST))
        .isInstanceOf(SigningFailed.class)
        .hasMessageContaining("signer 204-v1: expected one that the public key of 204-v1 verifies");
  }
}
