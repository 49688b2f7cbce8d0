package org.keyferry.systemtests.days;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.common.utils.Utils;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.KeyMetadata;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.TemporaryExposureKey;
import org.keyferry.systemtests.backend.Backend;
import org.keyferry.systemtests.download.KeyBytes;
import org.keyferry.systemtests.topic.RawRecords;
import org.keyferry.systemtests.upload.Phones;
import org.keyferry.systemtests.upload.Uploader;
import org.keyferry.wire.topic.Topics;

/**
 * What comes to a backend each day: keys of today and the days before. On the first day it is for
 * all feeds and partitions, and from another backend too; later for the public feed alone and the
 * first half of the partitions.
 */
public final class DailyUploads {
  /** Where the keys of the other backend are from. */
  public static final String NEIGHBOUR = "BE";

  /** Partitions of the topics that keys come to. */
  public static final int PARTITIONS = 4;

  private static final int KEYS_EACH = 8;
  private static final int UPLOADS = 5;
  private static final double UPLOADS_PER_SECOND = 20;
  private static final int DAY_INTERVALS = 144;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Backend backend;
  private final ShiftedDays clock;

  /**
   * @param clock that of the backend
   */
  public DailyUploads(Backend backend, ShiftedDays clock) {
    this.backend = backend;
    this.clock = clock;
  }

  /** Sends those of today, and returns the keys. */
  public Set<KeyBytes> send() {
    var phones = backend.phones(KEYS_EACH, clock.day()).newestOf(0);
    if (clock.day() > 0) {
      return upload(phones.only(key -> partition(key) < PARTITIONS / 2));
    }
    var keys = upload(phones.stating("\"traveler\":true,\"consentToFederation\":true,"));
    keys.addAll(fromNeighbour());
    return keys;
  }

  private Set<KeyBytes> upload(Phones phones) {
    try (var uploader = new Uploader(backend.publishUrl(), phones, UPLOADS_PER_SECOND)) {
      await("acknowledged uploads")
          .atMost(PATIENCE)
          .until(() -> uploader.record().acknowledgedUploads() >= UPLOADS);
      uploader.finish();
      assertThat(uploader.record().surprises()).isEmpty();
      return uploader.record().acknowledgedKeys();
    }
  }

  private Set<KeyBytes> fromNeighbour() {
    var random = new SplittableRandom(-1);
    var keys = new HashSet<KeyBytes>();
    try (var records = new RawRecords(backend.bootstrapServers())) {
      for (int daysAgo = 2; daysAgo < 2 + KEYS_EACH; daysAgo++) {
        var bytes = new byte[KeyBytes.LENGTH];
        random.nextBytes(bytes);
        keys.add(KeyBytes.at(bytes, 0));
        records.write(Topics.KEYS_FEDERATED, bytes, federated(bytes, daysAgo).toByteArray());
      }
    }
    return keys;
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
        .setOrigin(NEIGHBOUR)
        .setPeer("neighbour.example")
        .build();
  }

  /** As every Kafka client finds it. */
  private static int partition(KeyBytes key) {
    byte[] bytes =
        ByteBuffer.allocate(KeyBytes.LENGTH).putLong(key.high()).putLong(key.low()).array();
    return Utils.toPositive(Utils.murmur2(bytes)) % PARTITIONS;
  }
}
