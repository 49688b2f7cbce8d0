package org.keyferry.systemtests.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.local.batches.PublishedList;

/**
 * What the records of {@code batches.published} say of one feed.
 *
 * @param feed the feed's id
 * @param batches by their numbers
 */
record PublishedHistory(String feed, List<PublishedBatch> batches) {
  /** Of all feeds that have published something, by their ids. */
  static Map<String, PublishedHistory> read(String bootstrapServers) {
    return PublishedList.read(KafkaSettings.of(bootstrapServers)).stream()
        .collect(
            Collectors.groupingBy(
                PublishedBatch::getFeed,
                Collectors.collectingAndThen(
                    Collectors.toList(),
                    batches -> new PublishedHistory(batches.getFirst().getFeed(), batches))));
  }

  /** The names of all files, which an index has to have. */
  Set<String> names() {
    return batches.stream().flatMap(PublishedHistory::names).collect(Collectors.toSet());
  }

  static Stream<String> names(PublishedBatch batch) {
    return batch.getObjectsList().stream().map(PublishedObject::getName);
  }

  /** Batches that have files. */
  List<PublishedBatch> withFiles() {
    return batches.stream().filter(batch -> batch.getObjectsCount() > 0).toList();
  }

  /**
   * Where numbers or windows leave something out, or have it twice.
   *
   * @param foreign names that were taken by objects of others, whose numbers are passed over
   */
  List<String> gaps(Set<String> foreign) {
    var gaps = new ArrayList<String>();
    long expected = 1;
    long end = 0;
    for (PublishedBatch batch : batches) {
      String at = "batch " + feed + "/" + batch.getSequence() + ": ";
      if (batch.getSequence() != expected || batch.getPreviousSequence() != expected - 1) {
        gaps.add(at + "expected " + expected + ", previous " + batch.getPreviousSequence());
      }
      expected = batch.getSequence() + 1;
      if (batch.hasOutcome()) {
        continue;
      }
      if (end != 0 && batch.getWindowStartSeconds() != end) {
        gaps.add(at + "begins at " + batch.getWindowStartSeconds() + ", expected " + end);
      }
      end = batch.getWindowEndSeconds();
      gapsOfFiles(batch, foreign).map(at::concat).forEach(gaps::add);
    }
    return gaps;
  }

  private Stream<String> gapsOfFiles(PublishedBatch batch, Set<String> foreign) {
    var problems = new ArrayList<String>();
    int files = batch.getObjectsCount();
    for (int i = 0; i < files; i++) {
      String name = name(batch, i + 1);
      for (int more = 1; foreign.contains(name); more++) {
        name = name(batch, i + 1 + more * files);
      }
      String found = batch.getObjects(i).getName();
      if (!found.equals(name)) {
        problems.add("file " + found + ", expected " + name);
      }
    }
    long keys = batch.getObjectsList().stream().mapToLong(PublishedObject::getKeys).sum();
    if (keys != batch.getKeys()) {
      problems.add(batch.getKeys() + " keys, and " + keys + " in its files");
    }
    return problems.stream();
  }

  private String name(PublishedBatch batch, int number) {
    return "%s/%d-%d-%05d.zip"
        .formatted(feed, batch.getWindowStartSeconds(), batch.getWindowEndSeconds(), number);
  }
}
