package org.keyferry.local.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The plan of feeds through time, as a processor tells it.
 *
 * @param quantum what every bucket is a multiple of
 * @param versions oldest first
 * @param changes what became of changes, oldest first
 * @param unusedFeeds what is wrong with feeds of the settings that count no more; null if nothing
 * @param settingsDigest of version 0; null if the processor is of an earlier build
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanStatus(
    Duration quantum,
    List<Version> versions,
    List<Change> changes,
    String unusedFeeds,
    String settingsDigest) {
  public PlanStatus {
    versions = versions == null ? List.of() : List.copyOf(versions);
    changes = changes == null ? List.of() : List.copyOf(changes);
  }

  /** One version; {@code state} is past, in effect or ahead. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Version(long number, Instant effectiveFrom, String state, List<Feed> feeds) {}

  /** One feed. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Feed(String id, String kind, String region, Duration bucket) {}

  /** What became of one change: the version that it is, or the problem that it has. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Change(String id, Long version, String problem) {}

  /** The newest version, in effect or not. */
  public Version newest() {
    return versions.getLast();
  }

  /** The version of that number, if it is known. */
  public Optional<Version> version(long number) {
    return versions.stream().filter(version -> version.number() == number).findFirst();
  }

  /** Whether it is known what became of that change, and of an accepted one its version too. */
  public boolean tellsOf(String id) {
    return change(id)
        .filter(change -> change.version() == null || version(change.version()).isPresent())
        .isPresent();
  }

  /** What became of that change, if it is known. */
  public Optional<Change> change(String id) {
    return changes.stream().filter(change -> change.id().equals(id)).findFirst();
  }
}
