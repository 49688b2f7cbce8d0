package org.keyferry.systemtests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.keyferry.systemtests.command.Keyferry.Result;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code ./keyferry batches list --output json} tells of a single feed. */
public final class PublishedState {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<JsonNode> batches;

  private PublishedState(List<JsonNode> batches) {
    this.batches = batches;
  }

  /** Reads what the command printed. */
  public static PublishedState of(Result list) {
    assertThat(list.exitCode()).as(list.output()).isZero();
    JsonNode all = JSON.readTree(list.output());
    return new PublishedState(StreamSupport.stream(all.spliterator(), false).toList());
  }

  /** Number of the last batch that has files. */
  public long last() {
    return batches.stream()
        .filter(batch -> batch.path("state").asString().equals("PUBLISHED"))
        .mapToLong(batch -> batch.path("sequence").asLong())
        .max()
        .orElseThrow();
  }

  /** What phones find of the batch. */
  public String state(long sequence) {
    return find(sequence).path("state").asString();
  }

  /** Number of the batch that took the place of this one. */
  public long replacementOf(long sequence) {
    String by = find(sequence).path("about").asString();
    return Long.parseLong(by.substring("by ".length(), by.indexOf(':')));
  }

  /** The files of the batch. */
  public List<String> names(long sequence) {
    var names = new ArrayList<String>();
    find(sequence).path("objects").forEach(each -> names.add(each.path("name").asString()));
    return names;
  }

  /** Numbers of the batches that phones find and that the key has signed. */
  public List<Long> signedBy(String key) {
    return batches.stream()
        .filter(batch -> batch.path("state").asString().equals("PUBLISHED"))
        .filter(batch ->
            StreamSupport.stream(batch.path("objects").spliterator(), false)
                .flatMap(each -> StreamSupport.stream(each.path("signedBy").spliterator(), false))
                .anyMatch(each -> each.asString().equals(key)))
        .map(batch -> batch.path("sequence").asLong())
        .toList();
  }

  private JsonNode find(long sequence) {
    return batches.stream()
        .filter(batch -> batch.path("sequence").asLong() == sequence)
        .findFirst()
        .orElseThrow();
  }
}
