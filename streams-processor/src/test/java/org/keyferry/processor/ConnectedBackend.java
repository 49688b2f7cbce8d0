package org.keyferry.processor;

import static org.keyferry.processor.ProcessorDriver.START;
import static org.keyferry.processor.TestKeys.expired;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.TemporaryExposureKey;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedFiles;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedSources;
import org.keyferry.wire.feed.ForeignOrigin;
import org.keyferry.wire.feed.RemoteSource;
import org.keyferry.wire.key.Region;

/**
 * A backend among others: it tells all of them its own keys, and each of its neighbours those that
 * it has from elsewhere, with their origin.
 */
final class ConnectedBackend {
  private static final String PHONES = "phones";
  private static final String ALL = "all";
  private static final String TO = "to-";

  private final Region region;
  private final SimulatedPipeline pipeline;
  private final List<ByteString> own = new ArrayList<>();
  private final List<ByteString> consented = new ArrayList<>();
  private int told;

  /**
   * A key as whoever reads the feed passes it to their own backend.
   *
   * @param feed that it is in
   */
  record Told(String feed, FederatedKey key) {
    boolean isFor(Region neighbour) {
      return feed.equals(ALL) || feed.equals(TO + neighbour);
    }
  }

  /**
   * @param all the regions of all backends
   * @param neighbours those that are told what others told us
   * @param refused sources that are not taken
   */
  ConnectedBackend(
      Region region, List<Region> all, List<Region> neighbours, List<RemoteSource> refused) {
    this.region = region;
    var feeds = new ArrayList<Feed>();
    var anything = List.of(RemoteSource.ANY);
    feeds.add(feed(PHONES, FeedKind.PUBLIC, region, sources(anything, refused), null));
    feeds.add(feed(ALL, FeedKind.ALL_TO_ALL, region, null, null));
    var others = all.stream().filter(each -> !each.equals(region)).map(Region::code).toList();
    var keep = new FeedFiles(null, null, null, ForeignOrigin.KEEP, null);
    for (Region neighbour : neighbours) {
      var notBack = new RemoteSource(neighbour.code(), RemoteSource.ANY);
      var not = Stream.concat(refused.stream(), Stream.of(notBack)).toList();
      feeds.add(feed(TO + neighbour, FeedKind.GATEWAY, neighbour, sources(others, not), keep));
    }
    var settings =
        new ProcessorSettings(
            region, null, null, null, 2, 1000, Duration.ofSeconds(5), null, null, null, null);
    pipeline =
        new SimulatedPipeline(TestPlans.plan(2, settings, feeds.toArray(Feed[]::new)), START);
  }

  static Region region(int number) {
    return new Region("X" + (char) ('A' + number));
  }

  private static FeedSources sources(List<String> origins, List<RemoteSource> not) {
    return new FeedSources(origins, null, null, not, null, null);
  }

  private static Feed feed(
      String id, FeedKind kind, Region region, FeedSources from, FeedFiles files) {
    var bucket = Duration.ofSeconds(10);
    return new Feed(id, kind, region, bucket, Duration.ofSeconds(1), 0, Duration.ZERO, from, files);
  }

  /** So many persons report keys, the first of whom doesn't want them to leave. */
  void submit(long firstNumber, int many) {
    for (int i = 0; i < many; i++) {
      TemporaryExposureKey key = expired(firstNumber + i, START);
      own.add(key.getKeyData());
      if (i > 0) {
        consented.add(key.getKeyData());
      }
      var report = TestKeys.submitted(key).toBuilder().setOrigin(region.code());
      pipeline.submit(report.setConsentToFederation(i > 0).build(), START);
    }
  }

  /** Takes what a neighbour told, now. */
  void federate(List<FederatedKey> keys) {
    long quantum = 10;
    Instant arrival = Instant.ofEpochSecond(pipeline.now.getEpochSecond() / quantum * quantum);
    keys.forEach(key -> pipeline.federate(key, arrival));
  }

  void runUntil(Instant end) {
    pipeline.runUntil(end);
  }

  /** Everything that feeds of others got since the last time. */
  List<Told> toldSinceLast() {
    var found = new ArrayList<Told>();
    for (SealedBatch record : pipeline.sealed.subList(told, pipeline.sealed.size())) {
      if (!record.getFeed().equals(PHONES)) {
        record
            .getChunk()
            .getKeysList()
            .forEach(
                key -> found.add(new Told(record.getFeed(), toFederated(record.getFeed(), key))));
      }
    }
    told = pipeline.sealed.size();
    return found;
  }

  /** What a feed of local keys tells is of the backend's own region. */
  private FederatedKey toFederated(String feed, BatchKey key) {
    return FederatedKey.newBuilder()
        .setTemporaryExposureKey(
            TemporaryExposureKey.newBuilder()
                .setKeyData(key.getKeyData())
                .setRollingStartIntervalNumber(key.getRollingStartIntervalNumber())
                .setRollingPeriod(key.getRollingPeriod()))
        .setMetadata(TestKeys.confirmed())
        .setOrigin(feed.equals(ALL) ? region.code() : key.getOrigin())
        .setPeer(region.code())
        .build();
  }

  /** What phones got, in order. */
  List<ByteString> shown() {
    return pipeline.sealed.stream()
        .filter(record -> record.getFeed().equals(PHONES))
        .flatMap(record -> record.getChunk().getKeysList().stream())
        .map(BatchKey::getKeyData)
        .toList();
  }

  List<ByteString> own() {
    return own;
  }

  List<ByteString> consented() {
    return consented;
  }

  List<String> reasons() {
    return pipeline.reasons();
  }
}
