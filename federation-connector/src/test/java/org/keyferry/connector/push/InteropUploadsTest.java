package org.keyferry.connector.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an interop server gets, read by code that isn't ours. */
@Tag("N07")
class InteropUploadsTest {
  private static final int START = 2_647_152;

  @TempDir Path directory;
  private Hub hub;

  @BeforeEach
  void start() throws Exception {
    hub = new Hub(directory);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void payloadIsTheGoldenOneAndAnotherLibraryVerifiesIt() throws Exception {
    int taken = hub.interop(Optional.of("a-token")).upload(Hub.part(START));

    var jws = new JsonWebSignature();
    jws.setAlgorithmConstraints(
        new AlgorithmConstraints(
            ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256));
    jws.setCompactSerialization((String) JsonUtil.parseJson(body()).get("payload"));
    jws.setKey(hub.signer().getPublicKey());
    assertThat(jws.verifySignature()).isTrue();
    assertThat(jws.getPayload()).isEqualTo(golden());
    assertThat(taken).isEqualTo(2);
  }

  @Test
  void tokenIsShownWhereThereIsOneAndNothingElsewhere() throws Exception {
    hub.interop(Optional.of("a-token")).upload(Hub.part(START));
    hub.interop(Optional.empty()).upload(Hub.part(START));

    assertThat(hub.uploads().get(0).headers().getFirst("Authorization"))
        .isEqualTo("Bearer a-token");
    assertThat(hub.uploads().get(1).headers().containsKey("Authorization")).isFalse();
  }

  private String body() {
    return hub.uploads().getFirst().body();
  }

  private static String golden() throws Exception {
    try (InputStream in = InteropUploadsTest.class.getResourceAsStream("/interop/content.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
