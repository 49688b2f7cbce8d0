package org.keyferry.exporter.list;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyferry.exporter.list.ConditionalObjects.Replacement;
import org.keyferry.exporter.publish.ObjectFolder;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.ListedBatch;

/**
 * The objects that name the newest data and the newest filter of a feed.
 *
 * <p>in: lists; out: {@code FEED/v1/exposed/data/latest.alias} and the same of filters
 */
final class LatestObjects {
  private static final String TARGET = "target";

  private final ConditionalObjects objects;

  LatestObjects(ConditionalObjects objects) {
    this.objects = objects;
  }

  private static List<String> names(String feed) {
    return List.of(
        ObjectFolder.PUBLIC.inBucket(DocumentNames.latestData(feed)),
        ObjectFolder.PUBLIC.inBucket(DocumentNames.latestFilter(feed)));
  }

  void look(String feed) throws IOException {
    objects.look(names(feed));
  }

  void forget(String feed) {
    objects.forget(names(feed));
  }

  /** What each is to name; nothing where there is no such object. */
  private static Map<String, Optional<String>> targets(BatchListing list) {
    var targets = new LinkedHashMap<String, Optional<String>>();
    List<String> names = names(list.feed());
    targets.put(
        names.getFirst(),
        list.batches().stream()
            .filter(batch -> batch.data().isPresent())
            .map(ListedBatch::id)
            .map(id -> DocumentNames.data(list.feed(), id))
            .findFirst());
    targets.put(
        names.getLast(),
        list.batches().stream()
            .filter(batch -> batch.filter().isPresent())
            .map(ListedBatch::id)
            .map(id -> DocumentNames.filter(list.feed(), id))
            .findFirst());
    return targets;
  }

  /** What has to be replaced so that they name what the list does. */
  List<Replacement> outdated(BatchListing list) {
    var replacements = new ArrayList<Replacement>();
    targets(list)
        .forEach((name, target) -> {
          Optional<String> current = objects.find(name).map(seen -> seen.metadata().get(TARGET));
          if (target.isPresent() && !target.equals(current)) {
            replacements.add(
                IssuedDocuments.replacement(
                    name,
                    DocumentNames.ALIAS_MEDIA_TYPE,
                    target.get().getBytes(US_ASCII),
                    Map.of(TARGET, target.get())));
          }
        });
    return replacements;
  }

  /** Deletes those that have nothing to name. */
  void deleteIdle(BatchListing list) throws IOException {
    for (var each : targets(list).entrySet()) {
      if (each.getValue().isEmpty() && objects.find(each.getKey()).isPresent()) {
        objects.delete(each.getKey());
      }
    }
  }
}
