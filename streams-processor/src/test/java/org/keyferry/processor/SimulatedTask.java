package org.keyferry.processor;

import java.io.File;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.keyferry.wire.topic.Topic;

/**
 * One task as an exactly-once runtime treats it: its stores, its place in the inputs and its output
 * are committed together, and a crash takes all three back to the last commit.
 */
abstract class SimulatedTask {
  /** Where records are read from and sent to. */
  interface Log {
    List<Record<byte[], byte[]>> read(Topic<?> topic, int partition);

    void write(Topic<?> topic, Record<byte[], byte[]> record, Instant sent);
  }

  private record Sent(Topic<?> topic, Record<byte[], byte[]> record, Instant at) {}

  private final Log log;
  private final int partition;
  private final List<Topic<?>> inputs;
  private final Map<String, CountedStore> stores = new HashMap<>();
  private final List<Context> contexts = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private Map<String, List<KeyValue<byte[], byte[]>>> committedStores = new HashMap<>();
  private Map<Topic<?>, Integer> committedPositions = new HashMap<>();
  private Map<Topic<?>, Integer> positions = new HashMap<>();
  private long now;

  SimulatedTask(Log log, int partition, List<Topic<?>> inputs) {
    this.log = log;
    this.partition = partition;
    this.inputs = inputs;
  }

  int partition() {
    return partition;
  }

  /** Makes new processors, connected to each other. */
  abstract void start();

  /** Processes a record of an input. */
  abstract void process(Record<byte[], byte[]> record);

  /** Names of its stores. */
  abstract List<String> storeNames();

  final void begin(long millis) {
    now = millis;
    for (String name : storeNames()) {
      var context = new MockProcessorContext<Void, Void>(new Properties(), id(), directory());
      var store =
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
              .withCachingDisabled()
              .withLoggingDisabled()
              .build();
      store.init(context.getStateStoreContext(), store);
      committedStores
          .getOrDefault(name, List.of())
          .forEach(entry -> store.put(entry.key, entry.value));
      stores.put(name, new CountedStore(store));
    }
    contexts.clear();
    sent.clear();
    positions = new HashMap<>(committedPositions);
    start();
  }

  private TaskId id() {
    return new TaskId(0, partition);
  }

  private static File directory() {
    return new File(System.getProperty("java.io.tmpdir"));
  }

  /** Initialises a processor whose forwards go where the routes say. */
  final <I, J, O, P> void connect(
      Processor<I, J, O, P> processor, Map<String, Consumer<Record<?, ?>>> routes) {
    var context = new Context(id(), directory(), routes);
    context.setCurrentSystemTimeMs(now);
    stores.values().forEach(context::addStateStore);
    contexts.add(context);
    @SuppressWarnings("unchecked")
    var typed = (MockProcessorContext<O, P>) (MockProcessorContext<?, ?>) context;
    processor.init(typed);
  }

  /** A route to a topic. */
  final Consumer<Record<?, ?>> to(Topic<?> topic) {
    return record ->
        sent.add(
            new Sent(
                topic,
                new Record<>((byte[]) record.key(), (byte[]) record.value(), record.timestamp()),
                Instant.ofEpochMilli(now)));
  }

  /** Processes at most so many records. */
  final void poll(int most, long millis) {
    setTime(millis);
    for (Topic<?> topic : inputs) {
      List<Record<byte[], byte[]>> entries = log.read(topic, partition);
      int at = positions.getOrDefault(topic, 0);
      for (int i = 0; i < most && at < entries.size(); i++, at++) {
        for (Context context : contexts) {
          context.setRecordMetadata(topic.name(), partition, at);
        }
        process(entries.get(at));
      }
      positions.put(topic, at);
    }
  }

  /** Whether there is a record that is not processed. */
  final boolean isBehind() {
    return inputs.stream()
        .anyMatch(t -> positions.getOrDefault(t, 0) < log.read(t, partition).size());
  }

  /** Calls everything that is scheduled, as if it were due. */
  final void punctuate(long millis) {
    setTime(millis);
    for (Context context : contexts) {
      for (var call : List.copyOf(context.scheduledPunctuators())) {
        if (!call.cancelled()) {
          call.getPunctuator().punctuate(millis);
        }
      }
    }
  }

  /** What was done to the store since the task began; empty if it has none of that name. */
  final Optional<CountedStore.Counts> counts(String store) {
    return Optional.ofNullable(stores.get(store)).map(CountedStore::counts);
  }

  private void setTime(long millis) {
    now = millis;
    contexts.forEach(context -> context.setCurrentSystemTimeMs(millis));
  }

  /** Makes what was done durable and visible. */
  final void commit() {
    sent.forEach(each -> log.write(each.topic(), each.record(), each.at()));
    sent.clear();
    committedPositions = new HashMap<>(positions);
    committedStores = new HashMap<>();
    stores.forEach((name, store) -> committedStores.put(name, all(store)));
  }

  private static List<KeyValue<byte[], byte[]>> all(KeyValueStore<byte[], byte[]> store) {
    var entries = new ArrayList<KeyValue<byte[], byte[]>>();
    try (var iterator = store.all()) {
      iterator.forEachRemaining(entries::add);
    }
    return entries;
  }

  private static final class Context extends MockProcessorContext<Object, Object> {
    private final Map<String, Consumer<Record<?, ?>>> routes;

    Context(TaskId id, File directory, Map<String, Consumer<Record<?, ?>>> routes) {
      super(new Properties(), id, directory);
      this.routes = routes;
    }

    @Override
    public <K, V> void forward(Record<K, V> record, String child) {
      routes.get(child).accept(record);
    }
  }
}
