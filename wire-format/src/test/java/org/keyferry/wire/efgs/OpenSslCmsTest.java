package org.keyferry.wire.efgs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.wire.efgs.EfgsSamples.KEYS;
import static org.keyferry.wire.efgs.EfgsSamples.NOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenSSL agrees with what we sign. */
class OpenSslCmsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"nl, EC", "nl-rsa, RSA"})
  void ourSignatureHolds(String name, String algorithm) throws Exception {
    String signature = EfgsSamples.signer(name, algorithm).sign(KEYS, NOW);
    assertThat(verify(name, signature, CanonicalBatch.of(KEYS))).isZero();
  }

  @Test
  void ourSignatureDoesNotHoldForOtherKeys() throws Exception {
    String signature = EfgsSamples.signer("nl", "EC").sign(KEYS, NOW);
    assertThat(verify("nl", signature, CanonicalBatch.of(KEYS.subList(1, 7)))).isNotZero();
  }

  private int verify(String name, String signature, byte[] canonical)
      throws IOException, InterruptedException {
    Files.write(folder.resolve("canonical"), canonical);
    Files.write(folder.resolve("signature.der"), Base64.getDecoder().decode(signature));
    Files.write(folder.resolve("certificate.pem"), EfgsSamples.golden(name + ".pem"));
    String command =
        "openssl cms -verify -binary -inform DER -in signature.der -content canonical"
            + " -CAfile certificate.pem -purpose any -out verified";
    return new ProcessBuilder(command.split(" "))
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start()
        .waitFor();
  }
}
