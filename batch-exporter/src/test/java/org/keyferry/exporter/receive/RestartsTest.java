package org.keyferry.exporter.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.exporter.SealedBatchRecords;
import org.keyferry.exporter.publish.CompleteBatch;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.spool.SpoolDirectory;

/** Batches of four feeds interleave in a partition while the receiver is killed and store fails. */
class RestartsTest {
  private static final List<String> FEEDS = List.of("NL", "BE", "DE", "GB-SCT");
  private static final int BATCHES = 4;

  private Path directory;
  private SpoolDirectory spool;

  @BeforeProperty
  void openSpool() throws IOException {
    directory = Files.createTempDirectory("spool");
    spool = SpoolDirectory.open(directory);
  }

  @AfterProperty
  void closeSpool() throws IOException {
    spool.close();
    Files.delete(directory.resolve("lock"));
    Files.delete(directory);
  }

  /** What survives a kill. */
  private static final class Durable implements Publishing {
    private final Random random;
    private final Map<BatchId, List<BatchKey>> published = new LinkedHashMap<>();
    private long committed;

    Durable(Random random) {
      this.random = random;
    }

    @Override
    public boolean isSettled(BatchId batch) throws IOException {
      failSometimes();
      return published.containsKey(batch);
    }

    @Override
    public void publish(CompleteBatch batch) throws IOException {
      failSometimes();
      var keys = new ArrayList<BatchKey>();
      if (batch.spool().isPresent()) {
        batch
            .spool()
            .get()
            .read(
                0,
                batch.keys(),
                key -> keys.add(key.toEvent()),
                _ -> {
                  throw new AssertionError("no key is revised here");
                });
      }
      assertThat(published).as("published so far").doesNotContainKey(batch.id());
      published.put(batch.id(), keys);
    }

    @Override
    public void carryOut(SealedRecord.Command command) {
      throw new AssertionError("no command is given here");
    }

    private void failSometimes() throws IOException {
      if (random.nextInt(5) == 0) {
        throw new IOException("away");
      }
    }
  }

  @Property(tries = 150)
  void everyBatchIsPublishedOnceAndInTheOrderOfItsFeed(@ForAll Random random) throws IOException {
    var sealed = new HashMap<BatchId, SealedBatchRecords>();
    List<byte[]> partition = interleaved(random, sealed);
    var durable = new Durable(random);
    while (durable.committed < partition.size()) {
      runUntilKilled(partition, durable, random);
    }
    assertThat(durable.published.keySet()).containsExactlyInAnyOrderElementsOf(sealed.keySet());
    sealed.forEach((id, batch) -> assertThat(durable.published.get(id)).isEqualTo(batch.keys()));
    for (String feed : FEEDS) {
      assertThat(durable.published.keySet().stream().filter(id -> id.feed().equals(feed)))
          .extracting(BatchId::sequence)
          .isSorted();
    }
  }

  private void runUntilKilled(List<byte[]> partition, Durable durable, Random random)
      throws IOException {
    int left = random.nextInt(1, 60);
    try (var receiver =
        new PartitionReceiver(
            spool, durable, new Quarantine(new SimpleMeterRegistry()), durable.committed)) {
      for (long offset = durable.committed; offset < partition.size() && left-- > 0; ) {
        try {
          if (receiver.take(
              offset, SealedValue.of(partition.get((int) offset)), "test@" + offset)) {
            durable.committed = receiver.committable();
            assertNothingUnpublishedBefore(durable.committed, partition, durable);
          }
          offset++;
        } catch (IOException e) {
          assertThat(e).hasMessage("away");
        }
      }
    }
  }

  private static void assertNothingUnpublishedBefore(
      long offset, List<byte[]> partition, Durable durable) {
    Set<BatchId> before = new HashSet<>();
    for (byte[] value : partition.subList(0, (int) offset)) {
      before.add(read(value).batch());
    }
    assertThat(durable.published.keySet()).containsAll(before);
  }

  private static SealedRecord read(byte[] value) {
    try {
      return SealedRecordReader.read(value, "test");
    } catch (MalformedRecord e) {
      throw new AssertionError(e);
    }
  }

  private static List<byte[]> interleaved(Random random, Map<BatchId, SealedBatchRecords> sealed) {
    var rest = new ArrayList<List<byte[]>>();
    for (String feed : FEEDS) {
      var records = new ArrayList<byte[]>();
      for (int sequence = 1; sequence <= BATCHES; sequence++) {
        int chunks = random.nextInt(4);
        var batch = SealedBatchRecords.of(feed, sequence, chunks * 3, chunks);
        sealed.put(new BatchId(feed, sequence), batch);
        records.addAll(batch.values());
      }
      rest.add(records);
    }
    var partition = new ArrayList<byte[]>();
    while (!rest.isEmpty()) {
      List<byte[]> next = rest.get(random.nextInt(rest.size()));
      partition.add(next.removeFirst());
      rest.removeIf(List::isEmpty);
    }
    return partition;
  }
}
