package org.keyferry.bench.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.keyferry.bench.data.HiddenRecords;
import org.keyferry.bench.data.MadeUpKeys;
import org.keyferry.bench.data.SubmittedRecords;
import org.keyferry.bench.data.TopicEnds;
import org.keyferry.bench.process.Broker;
import org.keyferry.bench.process.Workplace;
import org.keyferry.processor.StreamsProperties;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

/**
 * Passes that take turns on one broker. Each has an application id, stores and input of its own, so
 * none sees another's work; what it leaves behind is deleted, or the broker would compact it while
 * the next one runs.
 */
final class Turns {
  private static final long SEED = 20_260_301;

  private final Broker broker;
  private final Workplace workplace;
  private final Instant now;
  private int turn;

  Turns(Broker broker, Workplace workplace, Instant now)
      throws ExecutionException, InterruptedException {
    this.broker = broker;
    this.workplace = workplace;
    this.now = now;
    LimitPass.createOutput(broker);
  }

  /** A pass of the barest topology over all records of the workload. */
  PassResult limit(TopologyWorkload workload) throws ExecutionException, InterruptedException {
    var sources = sources(workload);
    var properties = properties("limit", workload);
    int distinct = sources.stream().mapToInt(SubmittedRecords::distinct).sum();
    try (var records =
        new HiddenRecords(
            broker.settings(), out -> sources.forEach(source -> source.forEach(out)))) {
      var result = new LimitPass(broker, properties).run(records, distinct);
      cleanUp(properties);
      return result;
    }
  }

  /** A pass of the processor's topology over the buckets of the workload. */
  PassResult processor(TopologyWorkload workload) throws ExecutionException, InterruptedException {
    var properties = properties("processor", workload);
    fill(workload, properties);
    var pass = new ProcessorPass(broker, workload.plan(workplace.directory()), properties);
    List<PassBucket> buckets = new ArrayList<>();
    try {
      for (SubmittedRecords source : sources(workload)) {
        var expected = new KeySum();
        source.forEachDistinct((key, feeds) -> expected.add(key.key().toByteString(), feeds));
        var window = BatchWindow.containing(source.keys().arrival(), TopologyWorkload.BUCKET);
        var records = new HiddenRecords(broker.settings(), source::forEach);
        buckets.add(new PassBucket(window, records, source.records(), expected));
      }
      var result = pass.run(buckets);
      cleanUp(properties);
      return result;
    } finally {
      buckets.forEach(bucket -> bucket.records().close());
    }
  }

  private void fill(TopologyWorkload workload, Properties properties)
      throws ExecutionException, InterruptedException {
    if (workload.known() > 0) {
      workplace.tell("writing %,d known keys".formatted(workload.known()));
      var keys = new MadeUpKeys(SEED, workload.windows(now).getFirst().start());
      new KnownKeys(broker, workload.plan(workplace.directory()), properties)
          .write(keys, workload.records(), workload.known());
    }
  }

  private List<SubmittedRecords> sources(TopologyWorkload workload) {
    var sources = new ArrayList<SubmittedRecords>();
    long first = 0;
    for (BatchWindow window : workload.windows(now)) {
      var source =
          new SubmittedRecords(
              new MadeUpKeys(SEED, window.start()),
              first,
              workload.recordsOfBucket(),
              workload.concern());
      sources.add(source);
      first += source.distinct();
    }
    return sources;
  }

  private Properties properties(String what, TopologyWorkload workload) {
    var properties = StreamsProperties.of(broker.settings(), workload.plan(workplace.directory()));
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, what + "-" + ++turn);
    return properties;
  }

  private void cleanUp(Properties properties) throws ExecutionException, InterruptedException {
    cleanUp(broker, properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG));
  }

  /** Removes what an application has written and read, for the next one to find nothing. */
  static void cleanUp(Broker broker, String application)
      throws ExecutionException, InterruptedException {
    Set<String> changelogs =
        broker.admin().listTopics().names().get().stream()
            .filter(topic -> topic.startsWith(application + "-"))
            .collect(Collectors.toSet());
    broker.admin().deleteTopics(changelogs).all().get();
    empty(broker, Topics.KEYS_SUBMITTED);
    empty(broker, Topics.FEEDS_SLICES);
  }

  private static void empty(Broker broker, Topic<?> topic)
      throws ExecutionException, InterruptedException {
    var written = new HashMap<TopicPartition, RecordsToDelete>();
    TopicEnds.of(broker.admin(), topic.name())
        .forEach((partition, end) -> written.put(partition, RecordsToDelete.beforeOffset(end)));
    broker.admin().deleteRecords(written).all().get();
  }
}
