package org.keyferry.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.connector.pull.PullPosition;
import org.keyferry.connector.pull.PullSource;
import org.keyferry.connector.pull.SourceTrust;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.ReplicationType;

/** Where feeds stand, and under which bytes that is found again. */
class PositionsTest {
  private static final Region BE = new Region("BE");

  private final Map<Map<String, String>, Map<String, Object>> committed = new HashMap<>();
  private final List<Integer> questions = new ArrayList<>();
  private final Positions positions = new Positions(new Committed());

  /** Every question reads the offsets topic to its end. */
  private final class Committed implements OffsetStorageReader {
    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      questions.add(1);
      return committed.get(partition);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      questions.add(partitions.size());
      var found = new HashMap<Map<String, T>, Map<String, Object>>();
      partitions.forEach(partition -> found.put(partition, committed.get(partition)));
      return found;
    }
  }

  private static PullSource feed(String peer, ReplicationType type) {
    return new PullSource(
        peer,
        Optional.of(BE),
        Set.of(BE),
        PullFormat.FEED,
        URI.create("https://" + peer + ".example/"),
        type,
        1,
        new SourceTrust(
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty()));
  }

  private void commit(PullSource source, String batch, Instant windowEnd) {
    committed.put(
        Positions.partition(source.id()),
        Map.of("lastBatchID", batch, "windowEnd", windowEnd.getEpochSecond()));
  }

  @Test
  @Tag("N16")
  void hundredsOfFeedsAreOneQuestion() {
    var sources =
        IntStream.range(0, 300)
            .mapToObj(number -> feed("peer" + number, ReplicationType.PARTIAL))
            .toList();
    commit(sources.get(17), "5", Instant.ofEpochSecond(7200));

    var found = positions.of(sources);

    assertThat(questions).containsExactly(600);
    assertThat(found).hasSize(300).containsEntry(sources.get(16).id(), PullPosition.START);
    assertThat(found.get(sources.get(17).id()).lastBatchId()).contains("5");
  }

  @Test
  void feedThatWasSwitchedToGoesOnWhereTheOtherOneEnded() {
    var now = feed("be", ReplicationType.ALL_TO_ALL);
    commit(feed("be", ReplicationType.PARTIAL), "5", Instant.ofEpochSecond(7200));

    PullPosition found = positions.of(List.of(now)).get(now.id());

    assertThat(found.lastBatchId()).isEmpty();
    assertThat(found.skipThrough()).isEqualTo(Instant.ofEpochSecond(7200));
  }

  /** What Connect writes and looks for depends on the order in which the entries come. */
  @Test
  @Tag("V47")
  void positionHasTheSameNameInEveryProcess() {
    var partition = Positions.partition(new PullSource.Id("BE", "a2a"));

    assertThat(json(partition)).isEqualTo("[\"federation\",{\"feed\":\"a2a\",\"peer\":\"BE\"}]");
  }

  private static String json(Map<String, String> partition) {
    try (var converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "false", "converter.type", "key"));
      byte[] name = converter.fromConnectData("offsets", null, List.of("federation", partition));
      return new String(name, StandardCharsets.UTF_8);
    }
  }
}
