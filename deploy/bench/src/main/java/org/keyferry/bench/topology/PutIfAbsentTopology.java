package org.keyferry.bench.topology;

import com.google.protobuf.InvalidProtocolBufferException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.wire.topic.Topics;

/**
 * The limit of the topology benchmark: parse, put if absent into RocksDB with its changelog on,
 * forward what was new. Nothing that deduplicates with exactly-once does less.
 *
 * <p>in: {@code keys.submitted}; out: {@link #OUTPUT}
 */
final class PutIfAbsentTopology {
  /** Each different record once. */
  static final String OUTPUT = "bench.distinct";

  private static final String STORE = "distinct-keys";

  private PutIfAbsentTopology() {}

  static Topology topology() {
    var known =
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray());
    return new Topology()
        .addSource(
            "ingest",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            Topics.KEYS_SUBMITTED.name())
        .addProcessor("put-if-absent", PutIfAbsent::new, "ingest")
        .addStateStore(known, "put-if-absent")
        .addSink(
            "egress",
            OUTPUT,
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            "put-if-absent");
  }

  private static final class PutIfAbsent implements Processor<byte[], byte[], byte[], byte[]> {
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<byte[], byte[]> known;

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
      this.context = context;
      this.known = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      try {
        var key = SubmittedKey.parseFrom(record.value()).getTemporaryExposureKey().getKeyData();
        if (known.putIfAbsent(key.toByteArray(), record.value()) == null) {
          context.forward(record);
        }
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("the benchmark wrote a record that is no SubmittedKey", e);
      }
    }
  }
}
