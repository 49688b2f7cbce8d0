package org.keyferry.federation.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.edge.store.Content;

/** Who sees an imported batch with its origin's signature. */
@Tag("SP4")
class ArchiveTest {
  private static final String BATCH = "be.example/BE/2026-11-25/to-NL~002f41";
  private static final byte[] BYTES = "bytes and signature".getBytes(US_ASCII);

  @TempDir static Path directory;
  private static TestBackend backend;
  private static RunningGateway gateway;
  private static PeerClient be;
  private static PeerClient de;
  private static PeerClient auditor;

  @BeforeAll
  static void start() throws IOException {
    backend = TestBackend.start(directory);
    var server = TestCertificate.selfSigned("server");
    server.write(RunningGateway.certificate(directory), RunningGateway.key(directory));
    var ofBelgium = TestCertificate.selfSigned("be");
    var ofGermany = TestCertificate.selfSigned("de");
    var ofAuditor = TestCertificate.selfSigned("fr");
    backend
        .peers()
        .publish(
            TestPeers.backend("BE", ofBelgium).peer(),
            TestPeers.backend("DE", ofGermany).peer(),
            TestPeers.backend("FR", ofAuditor).reading("audit").peer());
    for (String name : new String[] {"import/" + BATCH, "import/" + BATCH + "~audit"}) {
      backend.objects().putIfAbsent(name, Content.of(BYTES, "a/b", "no-store", Map.of()));
    }
    backend
        .objects()
        .putIfAbsent("quarantine/" + BATCH, Content.of(BYTES, "a/b", "no-store", Map.of()));
    gateway = RunningGateway.start(backend, directory);
    be = PeerClient.of(gateway, server.leaf(), Optional.of(ofBelgium));
    de = PeerClient.of(gateway, server.leaf(), Optional.of(ofGermany));
    auditor = PeerClient.of(gateway, server.leaf(), Optional.of(ofAuditor));
  }

  @AfterAll
  static void stop() {
    be.close();
    de.close();
    auditor.close();
    gateway.close();
    backend.close();
  }

  @Test
  void originSeesWhatIsKeptOfItsKeysAsItCame() throws IOException {
    assertThat(be.get("/v1/audit/" + BATCH).body()).isEqualTo(BYTES);
    assertThat(be.get("/v1/audit/" + BATCH + "~audit").body()).isEqualTo(BYTES);
  }

  @Test
  void whoIsNamedForItSeesAll() throws IOException {
    var answer = auditor.get("/v1/audit/" + BATCH);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(BYTES);
  }

  @Test
  void nobodyElseSeesAnythingNorWhetherItIsThere() throws IOException {
    assertThat(de.get("/v1/audit/" + BATCH).statusCode()).isEqualTo(403);
    assertThat(de.get("/v1/audit/" + BATCH + "x").statusCode()).isEqualTo(403);
  }

  @Test
  void whatIsNotKeptIsNotThere() throws IOException {
    assertThat(be.get("/v1/audit/" + BATCH + "x").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "be.example/BE/2026-11-25",
        "be.example/BE/today/x",
        "../quarantine/be.example/BE/2026-11-25/x",
        "be.example/%2e%2e/2026-11-25/x",
        "be.example/../2026-11-25/x",
        "be.example/BE/2026-11-25/to-NL~002f41?x",
        "be.example/BE/2026-11-25/x/y"
      })
  void whatNamesNoBatchIsNoAddress(String name) throws IOException {
    assertThat(be.get("/v1/audit/" + name).statusCode()).isIn(400, 404);
  }
}
