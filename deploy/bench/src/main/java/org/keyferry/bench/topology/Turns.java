package org.keyferry.bench.topology;

import java.util.HashMap;
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
  private final BatchWindow bucket;
  private int turn;

  Turns(Broker broker, Workplace workplace, BatchWindow bucket)
      throws ExecutionException, InterruptedException {
    this.broker = broker;
    this.workplace = workplace;
    this.bucket = bucket;
    LimitPass.createOutput(broker);
  }

  /** A pass of the barest topology over so many records. */
  PassResult limit(int keys) throws ExecutionException, InterruptedException {
    var source = source(keys);
    var properties = properties("limit");
    try (var records = new HiddenRecords(broker.settings(), source::forEach)) {
      var result = new LimitPass(broker, properties).run(records, source.distinct());
      cleanUp(properties);
      return result;
    }
  }

  /** A pass of the processor's topology over so many records. */
  PassResult processor(int keys) throws ExecutionException, InterruptedException {
    var source = source(keys);
    var properties = properties("processor");
    var expected = new KeySum();
    source.forEachDistinct(key -> expected.add(key.key().toByteString()));
    var plan = TopologyPlan.of(workplace.directory());
    try (var records = new HiddenRecords(broker.settings(), source::forEach)) {
      var result =
          new ProcessorPass(broker, plan, properties, bucket)
              .run(records, source.records(), expected);
      cleanUp(properties);
      return result;
    }
  }

  private SubmittedRecords source(int keys) {
    return new SubmittedRecords(new MadeUpKeys(SEED, bucket.start()), keys, "NL");
  }

  private Properties properties(String what) {
    var plan = TopologyPlan.of(workplace.directory());
    var properties = StreamsProperties.of(broker.settings(), plan);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, what + "-" + ++turn);
    return properties;
  }

  private void cleanUp(Properties properties) throws ExecutionException, InterruptedException {
    String prefix = properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG) + "-";
    Set<String> changelogs =
        broker.admin().listTopics().names().get().stream()
            .filter(topic -> topic.startsWith(prefix))
            .collect(Collectors.toSet());
    broker.admin().deleteTopics(changelogs).all().get();
    empty(Topics.KEYS_SUBMITTED);
    empty(Topics.FEEDS_SLICES);
  }

  private void empty(Topic<?> topic) throws ExecutionException, InterruptedException {
    var written = new HashMap<TopicPartition, RecordsToDelete>();
    TopicEnds.of(broker.admin(), topic.name())
        .forEach((partition, end) -> written.put(partition, RecordsToDelete.beforeOffset(end)));
    broker.admin().deleteRecords(written).all().get();
  }
}
