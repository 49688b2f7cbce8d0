package org.keyferry.systemtests.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.systemtests.backend.Backend;
import org.keyferry.systemtests.topic.TopicReader;
import org.keyferry.wire.topic.Topics;

/**
 * Sees from outside for how long a backend published nothing, and settled nothing.
 *
 * <p>in: {@code feeds.slices}, the indexes in the object store; out: the longest pauses
 */
final class FlowWatch implements AutoCloseable {
  private final TopicReader<FeedSlice> slices;
  private final Map<String, Path> indexes = new HashMap<>();
  private final Map<String, Object> newest = new HashMap<>();
  private final Pauses settling = new Pauses();
  private final Pauses publishing = new Pauses();
  private final CompletableFuture<Void> watching;
  private volatile boolean going = true;

  /** Starts to watch feeds of a backend of which each has published something. */
  FlowWatch(Backend backend, List<String> feeds) {
    slices = TopicReader.committed(Topics.FEEDS_SLICES, backend.bootstrapServers());
    slices.skipToEnd();
    feeds.forEach(feed -> indexes.put(feed, backend.publicObjects().resolve(feed + "/index.txt")));
    // A thread of its own: on two cores the common pool has one, which this would never give back.
    watching = CompletableFuture.runAsync(this::watch, task -> Thread.ofVirtual().start(task));
  }

  /** How long each of several things that happen again and again did not happen, at most. */
  private static final class Pauses {
    private final Map<String, Long> last = new HashMap<>();
    private long longestNanos;

    void happened(String what) {
      long now = System.nanoTime();
      longestNanos = Math.max(longestNanos, now - last.getOrDefault(what, now));
      last.put(what, now);
    }

    Duration longest() {
      long now = System.nanoTime();
      long open = last.values().stream().mapToLong(time -> now - time).max().orElse(0);
      return Duration.ofNanos(Math.max(longestNanos, open));
    }
  }

  /**
   * The longest pauses.
   *
   * @param settling between two marks of a key partition for a feed
   * @param publishing between two batches of a feed
   */
  record Longest(Duration settling, Duration publishing) {
    @Override
    public String toString() {
      return "longest time between two batches of a feed %.1f s, between two grains of a partition %.1f s"
          .formatted(publishing.toMillis() / 1e3, settling.toMillis() / 1e3);
    }
  }

  private void watch() {
    while (going) {
      for (FeedSlice slice : slices.poll()) {
        if (slice.hasMark()) {
          settling.happened(slice.getFeed() + "/" + slice.getKeyPartition());
        }
      }
      indexes.forEach((feed, index) -> {
        Object changed = timeOf(index);
        if (!changed.equals(newest.put(feed, changed))) {
          publishing.happened(feed);
        }
      });
    }
  }

  private static Object timeOf(Path index) {
    try {
      return Files.getLastModifiedTime(index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was seen, up to now; nothing is watched any more. */
  Longest end() {
    going = false;
    watching.join();
    return new Longest(settling.longest(), publishing.longest());
  }

  @Override
  public void close() {
    going = false;
    watching.exceptionally(_ -> null).join();
    slices.close();
  }
}
