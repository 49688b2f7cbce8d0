package org.keyferry.connector.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.connector.support.EnsKeys;
import org.keyferry.connector.support.EnsServer;
import org.keyferry.connector.support.SignedBatches;
import org.keyferry.connector.support.ens.ExposureKey;
import org.keyferry.connector.support.ens.FederationFetchRequest;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.ReplicationType;

/** A server of the exposure notifications server's make, by code that was made of another file. */
@Tag("G07")
class EnsPullTest {
  @TempDir Path directory;
  private final SignedBatches keys = new SignedBatches("1", new Region("US"), 41);
  private Reading reading;
  private EnsServer server;

  @BeforeEach
  void start() throws IOException {
    reading = new Reading(directory);
    server = EnsServer.start(reading.certificates);
  }

  @AfterEach
  void stop() {
    reading.close();
    server.close();
  }

  private PullSource source(ReplicationType type) {
    var usual = reading.source(PullFormat.ENS_GRPC, server.url(), null);
    return new PullSource(
        "us",
        Optional.of(new Region("US")),
        Set.of(new Region("US"), new Region("MX")),
        PullFormat.ENS_GRPC,
        server.url(),
        type,
        1,
        usual.trust());
  }

  private PullCycle read(ReplicationType type) {
    return reading.start(source(type), PullPosition.START);
  }

  private FederationFetchRequest firstRequest() {
    await().atMost(Reading.LONG_ENOUGH).until(() -> !server.requests().isEmpty());
    return server.requests().getFirst();
  }

  @Test
  void allToAllAsksForWhatWasUploadedThereInItsRegionsAndNeverForOurs() {
    read(ReplicationType.ALL_TO_ALL);

    assertThat(firstRequest())
        .isEqualTo(
            FederationFetchRequest.newBuilder()
                .addIncludeRegions("MX")
                .addIncludeRegions("US")
                .addExcludeRegions("NL")
                .setOnlyLocalProvenance(true)
                .setMaxExposureKeys(500)
                .build());
  }

  @Test
  void partialAsksForTravellers() {
    read(ReplicationType.PARTIAL);

    assertThat(firstRequest())
        .isEqualTo(
            FederationFetchRequest.newBuilder()
                .addIncludeRegions("MX")
                .addIncludeRegions("US")
                .addExcludeRegions("NL")
                .setOnlyTravelers(true)
                .setMaxExposureKeys(500)
                .build());
  }

  @Test
  void keysThatTheServerItselfImportedStayWhereTheyAre() {
    server.addImported(EnsKeys.of("US", keys.keys(4)));
    server.add(EnsKeys.of("US", keys.keys(3)));

    read(ReplicationType.ALL_TO_ALL);
    reading.awaitKeys(3);

    assertThat(reading.keys()).hasSize(3);
  }

  @Test
  void aServerThatAnswersFullPagesWithTheirHourAloneIsReadToItsEnd() {
    server.forgetful();
    server.add(EnsKeys.of("US", keys.keys(1700)));
    server.add(EnsKeys.of("US", keys.keys(10)));

    read(ReplicationType.ALL_TO_ALL);

    await().atMost(Reading.LONG_ENOUGH).until(() -> Set.copyOf(reading.keyBytes()).size() == 1710);
  }

  @Test
  void revisedKeysComeWithWhatHoldsOfThemNow() {
    var key = keys.keys(1).getFirst();
    server.add(List.of(EnsKeys.of(key, "US").build()));
    read(ReplicationType.ALL_TO_ALL);
    reading.awaitKeys(1);

    server.addRevised(
        List.of(EnsKeys.of(key, "US").setReportType(ExposureKey.ReportType.REVOKED).build()));
    reading.awaitKeys(2);

    assertThat(reading.keys().get(1).getTemporaryExposureKey())
        .isEqualTo(reading.keys().get(0).getTemporaryExposureKey());
    assertThat(reading.keys().get(1).getMetadata().getReportType()).isEqualTo(ReportType.REVOKED);
  }

  @Test
  @Tag("V33")
  void whatIsNotToBeTakenIsDroppedAndCountedOneByOne() {
    var all = keys.keys(6);
    server.add(
        List.of(
            EnsKeys.of(all.get(0), "US").build(),
            // A self-report, as such servers tell it.
            EnsKeys.of(all.get(1), "US").setReportType(ExposureKey.ReportType.UNKNOWN).build(),
            // Of a region that was not asked for: its name was taken off.
            EnsKeys.of(all.get(2)).setTraveler(true).build(),
            EnsKeys.of(all.get(3), "US").setIntervalCount(145).build(),
            EnsKeys.of(all.get(4), "US").setTransmissionRisk(9).build(),
            EnsKeys.of(all.get(5), "US").setReportTypeValue(9).build()));

    var cycle = read(ReplicationType.ALL_TO_ALL);
    await().atMost(Reading.LONG_ENOUGH).until(() -> cycle.counts().batches() == 1);

    assertThat(reading.keyBytes()).containsExactly(all.getFirst().key().toByteString());
    assertThat(cycle.counts().refusedKeys()).isEqualTo(5);
  }

  @Test
  void keysHaveTheRegionOfTheBackendOrElseAnotherThatItMayState() {
    var all = keys.keys(2);
    server.add(
        List.of(EnsKeys.of(all.get(0), "MX", "US").build(), EnsKeys.of(all.get(1), "MX").build()));

    read(ReplicationType.ALL_TO_ALL);
    reading.awaitKeys(2);

    assertThat(reading.keys()).extracting(key -> key.getOrigin()).containsExactly("US", "MX");
  }

  @Test
  void keysAreCountedAsUnprovenAndTheAnswerIsKeptAsItCame() throws Exception {
    server.add(EnsKeys.of("US", keys.keys(7)));

    var cycle = read(ReplicationType.ALL_TO_ALL);
    await().atMost(Reading.LONG_ENOUGH).until(() -> cycle.counts().batches() == 1);

    assertThat(cycle.counts().unprovenKeys()).isEqualTo(7);
    assertThat(reading.lastBatch().getOriginProven()).isFalse();
    assertThat(reading.archive().list("import/us/US/")).hasSize(1);
  }

  @Test
  void tokenIsShownToThePeerOfThePropertiesAlone() {
    var source = source(ReplicationType.ALL_TO_ALL);
    var trust = source.trust();
    var shown =
        new SourceTrust(
            trust.client(),
            trust.anchors(),
            Map.of(),
            Optional.empty(),
            Optional.of("s3cret"),
            false,
            Optional.empty());
    reading.start(
        new PullSource(
            source.peer(),
            source.region(),
            source.origins(),
            source.format(),
            source.url(),
            source.replication(),
            1,
            shown),
        PullPosition.START);

    await().atMost(Reading.LONG_ENOUGH).until(() -> !server.authorizations().isEmpty());
    assertThat(server.authorizations().getFirst()).isEqualTo("Bearer s3cret");
  }

  @Test
  @Tag("V43")
  void switchedReplicationGoesOnWithoutGapOrRepeat() throws Exception {
    server.add(EnsKeys.ofTravelers("US", keys.keys(5)));
    read(ReplicationType.PARTIAL);
    reading.awaitKeys(5);
    reading.stop();

    reading.start(source(ReplicationType.ALL_TO_ALL), reading.position());
    server.add(EnsKeys.of("US", keys.keys(4)));
    reading.awaitKeys(9);

    assertThat(reading.keyBytes()).hasSize(9).doesNotHaveDuplicates();
  }
}
