package org.keyferry.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeersWorkloadTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private final PeersWorkload workload = new PeersWorkload(300, 10_000, 12, Duration.ofSeconds(30));

  @Test
  void batchesOfADayHaveAllItsKeys() {
    int[] sizes =
        IntStream.rangeClosed(1, 12)
            .map(batch -> workload.keysThrough(batch) - workload.keysThrough(batch - 1))
            .toArray();

    assertThat(IntStream.of(sizes).sum()).isEqualTo(10_000);
    assertThat(sizes).containsOnly(833, 834);
    assertThat(workload.keys()).isEqualTo(2_990_000);
  }

  @Test
  void peersPublishAllOverTheCycle() {
    var due = IntStream.range(0, 300).mapToObj(peer -> workload.due(BEGIN, peer, 1)).toList();

    assertThat(due).doesNotHaveDuplicates().isSorted();
    assertThat(due.getFirst()).isEqualTo(BEGIN);
    assertThat(due.getLast()).isBefore(BEGIN.plusSeconds(30)).isAfter(BEGIN.plusSeconds(29));
    assertThat(workload.due(BEGIN, 7, 2)).isEqualTo(workload.due(BEGIN, 7, 1).plusSeconds(30));
  }

  @Test
  void filesOfAPeerAreItsOwnAndSignedByAKeyOfItsOwn() throws Exception {
    var one = new PeerBatches(2, workload, BEGIN);
    var other = new PeerBatches(3, workload, BEGIN);

    assertThat(one.file(1)).hasSizeGreaterThan(10_000).isNotEqualTo(other.file(1));
    assertThat(one.publicKey()).isNotEqualTo(other.publicKey());
  }
}
