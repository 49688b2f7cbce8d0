package org.keyferry.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.KeyMetadata;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.TemporaryExposureKey;
import org.keyferry.systemtests.backend.Backend;
import org.keyferry.systemtests.days.DayByDay;
import org.keyferry.systemtests.days.ShiftedDays;
import org.keyferry.systemtests.days.StoredFiles;
import org.keyferry.systemtests.days.TextSearch;
import org.keyferry.systemtests.topic.RawRecords;
import org.keyferry.systemtests.upload.Phones;
import org.keyferry.systemtests.upload.Uploader;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

/**
 * A backend of real processes lives for some days, a day in each step. On the first one persons
 * declare a region, and a peer names it as of interest. Its code is in files of the intake topics
 * until their retention is over, and in no file after that, nor in any other file ever.
 */
@Tag("long")
@Tag("faketime")
class ForgottenDeclarationsTest {
  /** What the sum of retention, roll and check of the intake topics is below. */
  private static final int GONE_AFTER_DAYS = 4;

  private static final String REGION = "NL";
  private static final String PEERS_REGION = "BE";
  private static final String DECLARED = "XX-7Q2";
  private static final int KEYS_EACH = 8;
  private static final int UPLOADS = 5;
  private static final double UPLOADS_PER_SECOND = 20;
  private static final int DAY_INTERVALS = 144;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "keyferry.plan.feeds[0].region", REGION,
          "keyferry.plan.feeds[0].from.include-origins[0]", PEERS_REGION,
          "keyferry.plan.feeds[1].id", "to-BE",
          "keyferry.plan.feeds[1].kind", "regional",
          "keyferry.plan.feeds[1].region", PEERS_REGION,
          "keyferry.gateway.listed-regions[0]", DECLARED);

  private static final Set<String> INTAKE =
      Topics.ALL.stream()
          .filter(Topic::carriesRegionsOfInterest)
          .map(Topic::name)
          .collect(Collectors.toSet());

  private static final Pattern PARTITION = Pattern.compile("kafka/(.+?)-\\d+(\\.[^/]*)?/.*");

  private final ShiftedDays clock = new ShiftedDays();
  private final Backend backend = new Backend("forgotten-declarations", SETTINGS, clock);
  private final DayByDay days = new DayByDay(backend, clock);

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  @Tag("V17")
  void declaredRegionsAreAtTheIntakeAloneAndNowhereAfterItsRetention() throws Exception {
    live("\"regionsOfInterest\":[\"%s\"],\"consentToFederation\":true,".formatted(DECLARED));
    assertThat(topicsOf(files())).as("the search sees both intake topics").isEqualTo(INTAKE);
    while (clock.day() < GONE_AFTER_DAYS) {
      clock.nextDay();
      live("");
      assertThat(files()).as("on day %d", clock.day()).allMatch(this::isOfIntake);
    }

    assertThat(files()).isEmpty();
  }

  /** A day: on the first one a peer's keys come, too. */
  private void live(String statements) throws IOException {
    days.begin();
    upload(backend.phones(KEYS_EACH, clock.day()).stating(statements));
    if (clock.day() == 0) {
      comeFromPeer();
    }
    days.awaitIdle();
    days.end();
  }

  private void upload(Phones phones) {
    try (var uploader = new Uploader(backend.publishUrl(), phones, UPLOADS_PER_SECOND)) {
      await("acknowledged uploads")
          .atMost(PATIENCE)
          .until(() -> uploader.record().acknowledgedUploads() >= UPLOADS);
      uploader.finish();
      assertThat(uploader.record().surprises()).isEmpty();
    }
  }

  private void comeFromPeer() {
    var random = new SplittableRandom(-1);
    try (var records = new RawRecords(backend.bootstrapServers())) {
      for (int daysAgo = 2; daysAgo < 2 + KEYS_EACH; daysAgo++) {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        records.write(Topics.KEYS_FEDERATED, bytes, federated(bytes, daysAgo).toByteArray());
      }
    }
  }

  private FederatedKey federated(byte[] key, int daysAgo) {
    long day = Math.floorDiv(clock.instant().getEpochSecond(), Duration.ofDays(1).toSeconds());
    return FederatedKey.newBuilder()
        .setTemporaryExposureKey(
            TemporaryExposureKey.newBuilder()
                .setKeyData(ByteString.copyFrom(key))
                .setRollingStartIntervalNumber((int) (day - daysAgo) * DAY_INTERVALS)
                .setRollingPeriod(DAY_INTERVALS))
        .setMetadata(KeyMetadata.newBuilder().setReportType(ReportType.CONFIRMED_TEST))
        .setRegionsOfInterest(RegionsOfInterest.newBuilder().addRegions(DECLARED))
        .setOrigin(PEERS_REGION)
        .setPeer("neighbour.example")
        .build();
  }

  private Set<Path> files() throws IOException {
    return new StoredFiles(backend.data()).with(new TextSearch(DECLARED));
  }

  private boolean isOfIntake(Path file) {
    return INTAKE.contains(topicOf(file));
  }

  private static Set<String> topicsOf(Set<Path> files) {
    return files.stream().map(ForgottenDeclarationsTest::topicOf).collect(Collectors.toSet());
  }

  /** The topic that a file belongs to; its own name if to none. */
  private static String topicOf(Path file) {
    var partition = PARTITION.matcher(file.toString());
    return partition.matches() ? partition.group(1) : file.toString();
  }
}
