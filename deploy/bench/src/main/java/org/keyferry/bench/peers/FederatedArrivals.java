package org.keyferry.bench.peers;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.keyferry.bench.data.CommittedRecords;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.wire.topic.Topics;

/** Sees when the keys of each batch of each peer are committed to {@code keys.federated}. */
final class FederatedArrivals implements AutoCloseable {
  private final PeersWorkload workload;
  private final CommittedRecords records;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final int[] counts;

  /** By peer and batch; null where a batch is not there as a whole. */
  private final Instant[][] whole;

  private long keys;

  /** From now on. */
  FederatedArrivals(PeersWorkload workload, CommittedRecords records) {
    this.workload = workload;
    this.records = records;
    this.counts = new int[workload.peers()];
    this.whole = new Instant[workload.peers()][workload.cycles()];
    for (int peer = 0; peer < workload.peers(); peer++) {
      numbers.put(PeersWorkload.region(peer).code(), peer);
    }
  }

  /** Looks what has come; waits for a moment if there is nothing. */
  void look() {
    for (var record : records.poll()) {
      take(peer(record.value()));
    }
  }

  private int peer(byte[] value) {
    try {
      return numbers.get(FederatedKey.parseFrom(value).getPeer());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(Topics.KEYS_FEDERATED.name() + " holds another event", e);
    }
  }

  private void take(int peer) {
    int count = ++counts[peer];
    keys++;
    for (int batch = 1; batch <= workload.cycles(); batch++) {
      if (count == workload.keysThrough(batch)) {
        whole[peer][batch - 1] = Instant.now();
      }
    }
  }

  /** How many keys have come. */
  long keys() {
    return keys;
  }

  /** How many keys have come from a peer. */
  int keysOf(int peer) {
    return counts[peer];
  }

  /**
   * How long after it was due the last key of a batch was committed.
   *
   * @param begin of the first cycle
   */
  Duration lag(Instant begin, int peer, int batch) {
    return Duration.between(workload.due(begin, peer, batch), whole[peer][batch - 1]);
  }

  @Override
  public void close() {
    records.close();
  }
}
