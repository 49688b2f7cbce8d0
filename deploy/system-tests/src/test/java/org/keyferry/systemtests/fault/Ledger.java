package org.keyferry.systemtests.fault;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.event.v1.FeedCommand;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.RebuildBatch;
import org.keyferry.local.batches.CommandRun;
import org.keyferry.systemtests.backend.Backend;
import org.keyferry.systemtests.download.Findings;
import org.keyferry.systemtests.download.IndependentReader;
import org.keyferry.systemtests.download.KeyBytes;

/**
 * Compares what phones were told with what strangers find.
 *
 * <p>in: acknowledged keys; index and files over HTTP; {@code batches.published}; out: {@link
 * Verdict}
 */
final class Ledger {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Backend backend;
  private final Map<String, IndependentReader> readers = new LinkedHashMap<>();
  private final Set<String> foreign = new HashSet<>();

  Ledger(Backend backend, List<String> feeds) {
    this.backend = backend;
    feeds.forEach(feed -> readers.put(feed, backend.reader(feed)));
  }

  /** Counts a name as taken by an object of somebody else. */
  void expectForeign(String name) {
    foreign.add(name);
  }

  /** Returns when there is a file whose window ends after the instant in each feed. */
  void awaitWindowAfter(Instant end) {
    awaitLook(
        "files of windows that end after " + end,
        () ->
            readers.values().stream()
                .allMatch(reader ->
                    reader.findings().files().stream()
                        .anyMatch(file -> file.end() > end.getEpochSecond())));
  }

  /**
   * Waits until the keys are published, or for as long as anybody would; has the newest batch of
   * each feed built again from nothing; then counts.
   */
  Verdict judge(Set<KeyBytes> acknowledged) {
    awaitPublished(acknowledged);
    var newest = new ArrayList<PublishedBatch>();
    var histories = histories();
    readers.forEach((feed, reader) -> {
      reader.look();
      PublishedBatch batch = histories.get(feed).withFiles().getLast();
      PublishedHistory.names(batch).forEach(this::delete);
      newest.add(batch);
    });
    return count(acknowledged, rebuilt(newest));
  }

  /** Empties the store of all feeds, index and all, has everything built again, and counts. */
  Verdict judgeAfterRebuildingAll(Set<KeyBytes> acknowledged) {
    var batches = new ArrayList<PublishedBatch>();
    var histories = histories();
    readers.forEach((feed, reader) -> {
      reader.look();
      empty(backend.publicObjects().resolve(feed));
      batches.addAll(histories.get(feed).withFiles());
    });
    return count(acknowledged, rebuilt(batches));
  }

  /** Returns when all of the keys are published, or when nobody would wait any more. */
  void awaitPublished(Set<KeyBytes> acknowledged) {
    Instant deadline = Instant.now().plus(PATIENCE);
    awaitLook(
        "acknowledged keys to be published, or long enough",
        () -> lost(acknowledged) == 0 || Instant.now().isAfter(deadline));
  }

  private void awaitLook(String what, BooleanSupplier enough) {
    await(what)
        .atMost(PATIENCE.plusMinutes(1))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(500))
        // The origin may say for a while that its store is away.
        .ignoreException(IllegalStateException.class)
        .until(() -> {
          readers.values().forEach(IndependentReader::look);
          return enough.getAsBoolean();
        });
  }

  private long lost(Set<KeyBytes> acknowledged) {
    return readers.values().stream().mapToLong(reader -> reader.missing(acknowledged)).sum();
  }

  private static FeedCommand rebuildOf(PublishedBatch batch) {
    return FeedCommand.newBuilder()
        .setFeed(batch.getFeed())
        .setId(UUID.randomUUID().toString())
        .setRebuild(RebuildBatch.newBuilder().setSequence(batch.getSequence()))
        .build();
  }

  /** How many objects, all of which were gone, are there when all is built again. */
  private int rebuilt(List<PublishedBatch> batches) {
    try {
      var commands = batches.stream().map(Ledger::rebuildOf).toList();
      var results =
          new CommandRun(KafkaSettings.of(backend.bootstrapServers()), PATIENCE).run(commands);
      var refused = results.stream().filter(result -> !result.isDone()).toList();
      if (!refused.isEmpty()) {
        throw new IllegalStateException("not rebuilt: " + refused);
      }
      var names = batches.stream().flatMap(PublishedHistory::names);
      return (int) names.filter(name -> Files.exists(objectOf(name))).count();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Map<String, PublishedHistory> histories() {
    return PublishedHistory.read(backend.bootstrapServers());
  }

  /** Exporters go on to write aggregates and lists meanwhile, so directories stay. */
  private static void empty(Path directory) {
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure)
                throws IOException {
              if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw failure;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("can't empty " + directory, e);
    }
  }

  private Path objectOf(String name) {
    return backend.publicObjects().resolve(name);
  }

  private void delete(String object) {
    try {
      Files.delete(objectOf(object));
    } catch (IOException e) {
      throw new UncheckedIOException(object + " was published, and can't be deleted", e);
    }
  }

  private Verdict count(Set<KeyBytes> acknowledged, int rebuilt) {
    readers.values().forEach(IndependentReader::lookAgain);
    var found = readers.values().stream().map(IndependentReader::findings).toList();
    var unrecorded = unrecorded();
    var gaps = new ArrayList<String>();
    histories().values().forEach(history -> gaps.addAll(history.gaps(foreign)));
    return new Verdict(
        found.getFirst().fileOf().size(),
        found.stream().mapToLong(each -> each.files().size()).sum(),
        lost(acknowledged),
        all(found, Findings::doubled),
        all(found, Findings::changed),
        all(
            found,
            each ->
                Stream.of(each.absent(), each.withdrawn(), each.refused())
                    .flatMap(List::stream)
                    .toList()),
        unrecorded,
        gaps,
        rebuilt);
  }

  /** Where index and records differ, when no batch is between the one and the other. */
  private List<String> unrecorded() {
    Set<String> before = names(histories());
    var named = new HashSet<String>();
    readers.values().forEach(reader -> named.addAll(reader.index()));
    var missing = new ArrayList<>(before.stream().filter(name -> !named.contains(name)).toList());
    Instant deadline = Instant.now().plus(PATIENCE);
    var after = new AtomicReference<Set<String>>();
    await("records of all that the index names, or long enough")
        .atMost(PATIENCE.plusMinutes(1))
        .pollDelay(Duration.ZERO)
        .until(() -> {
          after.set(names(histories()));
          return after.get().containsAll(named) || Instant.now().isAfter(deadline);
        });
    named.stream().filter(name -> !after.get().contains(name)).forEach(missing::add);
    return missing;
  }

  private static Set<String> names(Map<String, PublishedHistory> histories) {
    return histories.values().stream()
        .flatMap(history -> history.names().stream())
        .collect(Collectors.toSet());
  }

  private static List<String> all(List<Findings> found, Function<Findings, List<String>> what) {
    return found.stream().flatMap(each -> what.apply(each).stream()).toList();
  }
}
