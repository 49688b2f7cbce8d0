package org.keyferry.wire.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemSignerTest {
  @Test
  void publicKeyIsTheOneOfThePair(@TempDir Path directory) throws Exception {
    var pair = SigningKeys.generate();
    Path file = directory.resolve("private.pem");
    SigningKeys.writePrivate(file, pair.getPrivate());
    var signer = PemSigner.read(new SigningKeyId("204", "v1"), file);
    assertThat(signer.publicKey()).isEqualTo(pair.getPublic());
  }
}
