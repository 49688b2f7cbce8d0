package org.keyferry.exporter.stamp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.exporter.EmbeddedStore;
import org.keyferry.wire.Sha256;

/** Tokens beside objects, whatever was away meanwhile. */
class TimeStampSweepTest {
  private static final String ZIP = "public/NL/1000000-1007200-00001.zip";
  private static final String DATA = "public/NL/v1/exposed/data/202611251000-r1.edi";
  private static final String PUBLIC = "public/";

  private final StampCertificates authority = StampCertificates.self("authority");
  private final AtomicBoolean away = new AtomicBoolean();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Clock systemClock = Clock.systemUTC();
  private Duration later = Duration.ZERO;
  private Path directory;
  private EmbeddedStore server;
  private ObjectStore store;
  private TimeStampSweep sweep;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    directory = folder;
    server = new EmbeddedStore(folder.resolve("store"));
    store = server.objects();
    sweep = newSweep(true);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TimeStampSweep newSweep(boolean stamping) throws IOException {
    Path place = Files.createTempDirectory(directory, "authority");
    var local =
        LocalAuthority.open(
            authority.writeCertificate(place.resolve("certificate.pem")),
            authority.writeKey(place.resolve("private.pem")),
            systemClock);
    TimeStampAuthority asked =
        query -> {
          if (away.get()) {
            throw new IOException("away");
          }
          return local.answer(query);
        };
    var stamps =
        new TimeStamps(
            asked,
            new TrustedCertificates(List.of(authority.certificate())),
            Duration.ofMinutes(5),
            systemClock);
    InstantSource clock = () -> Instant.now(systemClock).plus(later);
    return new TimeStampSweep(
        store,
        server.contents(),
        stamping ? Optional.of(stamps) : Optional.empty(),
        clock,
        metrics);
  }

  private void put(String name, String text, Map<String, String> metadata) throws IOException {
    store.putIfAbsent(
        name, Content.of(text.getBytes(US_ASCII), "text/plain", "no-store", metadata));
  }

  private Path fetched(String name) throws IOException {
    try (StoredObject object = store.get(name).orElseThrow()) {
      return Files.write(
          Files.createTempFile(directory, "object", ""), object.bytes().readAllBytes());
    }
  }

  private double missing() {
    return metrics.get("keyferry.time.stamps.missing").gauge().value();
  }

  @Test
  @Tag("D25")
  void opensslAcceptsTheTokenBesideEachObjectThatNeverChanges() throws Exception {
    put(ZIP, "a zip", Map.of());
    String digest =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Sha256.bytesOf("data".getBytes(US_ASCII)));
    put(DATA, "data", Map.of("sha256", digest));
    for (String other :
        List.of("NL/index.txt", "NL/v1/exposed/list.json", "NL/v1/exposed/data/24h.alias")) {
      put(PUBLIC + other, "a list", Map.of());
    }

    assertThat(sweep.sweep(PUBLIC)).isTrue();

    assertThat(store.list(PUBLIC).stream().filter(name -> name.endsWith(".tsr")))
        .containsExactlyInAnyOrder(ZIP + ".tsr", DATA + ".tsr");
    Path trusted = authority.writeCertificate(directory.resolve("trusted.pem"));
    for (String name : List.of(ZIP, DATA)) {
      assertThat(TimeStampsTest.openssl(fetched(name + ".tsr"), fetched(name), trusted))
          .contains("Verification: OK");
      assertThat(store.head(name + ".tsr").orElseThrow().contentType())
          .isEqualTo("application/timestamp-reply");
    }
    assertThat(missing()).isZero();
  }

  @Test
  @Tag("D25")
  void whatLackedATokenWhileTheAuthorityWasAwayIsFoundAfterARestart() throws IOException {
    away.set(true);
    put(ZIP, "a zip", Map.of());
    put(DATA, "data", Map.of());
    assertThat(sweep.sweep(PUBLIC)).isFalse();
    later = Duration.ofHours(1);
    assertThat(missing()).isEqualTo(2);
    assertThat(metrics.get("keyferry.time.stamps.oldest.missing").gauge().value())
        .isBetween(3590.0, 3700.0);

    away.set(false);
    metrics.clear();
    sweep = newSweep(true);
    assertThat(sweep.sweep(PUBLIC)).isTrue();

    assertThat(store.list(PUBLIC)).contains(ZIP + ".tsr", DATA + ".tsr");
    assertThat(missing()).isZero();
  }

  @Test
  void tokenThatIsThereStaysAsItIs() throws IOException {
    put(ZIP, "a zip", Map.of());
    sweep.sweep(PUBLIC);
    ByteString before = ByteString.copyFrom(Files.readAllBytes(fetched(ZIP + ".tsr")));
    sweep.sweep(PUBLIC);
    assertThat(Files.readAllBytes(fetched(ZIP + ".tsr"))).isEqualTo(before.toByteArray());
  }

  @Test
  void tokenGoesWithItsObjectAlsoIfThereIsNoAuthorityAnyMore() throws IOException {
    put(ZIP, "a zip", Map.of());
    put(DATA, "data", Map.of());
    sweep.sweep(PUBLIC);
    store.delete(ZIP);

    newSweep(false).sweep(PUBLIC);

    assertThat(store.list(PUBLIC)).containsExactly(DATA, DATA + ".tsr");
  }

  @Test
  void sweepOfOneFeedLeavesOthersCounted() throws IOException {
    away.set(true);
    put(ZIP, "a zip", Map.of());
    put(ZIP.replace("/NL/", "/BE/"), "a zip", Map.of());
    sweep.sweep(PUBLIC);
    away.set(false);
    sweep.sweep("public/NL/");
    assertThat(missing()).isEqualTo(1);
  }
}
