package org.keyferry.federation.gateway.hub;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keyferry.wire.hub.stored.HubBatch;
import org.keyferry.wire.hub.stored.HubUpload;

/**
 * The row of a hub's batches. Each batch is one upload, whole: so its keys stay together, whatever
 * comes at the same time, and the uploader's signature can be verified by whoever downloads it.
 *
 * <p>A place is taken by a conditional write, and only by who has read all places before. So
 * whoever takes one knows every key of the hub, and what is a repeat is decided exactly, by however
 * many gateways at once and without another store. A place that was taken never changes.
 *
 * <p>in, out: objects of an {@link UploadStore}
 */
final class UploadChain {
  private final UploadStore store;
  private final KeysOf keysOf;
  private final TreeMap<Long, HubBatch> batches = new TreeMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final KeyIndex keys = new KeyIndex();

  /** Batches whose upload was deleted, and whose place is still there. */
  private final Set<Long> emptied = new HashSet<>();

  private long next;

  /** Tells the keys of an upload, in its order. */
  @FunctionalInterface
  interface KeysOf {
    List<KeyDigest> of(HubUpload upload) throws IOException;
  }

  /** How an attempt to append ended. */
  sealed interface Appended {
    /**
     * The upload has a place.
     *
     * @param batch which
     * @param repeats which of its keys, from 0, the hub had before
     * @param before whether it had that place before the attempt
     */
    record Placed(HubBatch batch, List<Integer> repeats, boolean before) implements Appended {}

    /** It has none, because of keys that the hub has. */
    record Refused(List<Integer> repeats) implements Appended {}
  }

  UploadChain(UploadStore store, KeysOf keysOf) {
    this.store = store;
    this.keysOf = keysOf;
  }

  /** Reads the places that were taken since. */
  synchronized void refresh() throws IOException {
    if (next == 0) {
      next = store.oldest().orElse(1L);
    }
    for (Optional<HubBatch> batch = store.batch(next);
        batch.isPresent();
        batch = store.batch(next)) {
      Optional<HubUpload> upload = store.upload(batch.get().getUpload());
      add(batch.get(), upload.isPresent() ? keysOf.of(upload.get()) : List.of());
    }
  }

  private void add(HubBatch batch, List<KeyDigest> digests) {
    batches.put(batch.getNumber(), batch);
    numbers.put(batch.getUpload(), batch.getNumber());
    digests.forEach(key -> keys.add(key, batch.getNumber()));
    next = batch.getNumber() + 1;
  }

  /**
   * Gives a stored upload its place, unless it has one.
   *
   * @param name of its object
   * @param keep whether it gets one although some of its keys are repeats; never if all are
   * @param now when the place is taken
   */
  synchronized Appended append(String name, HubUpload upload, boolean keep, Instant now)
      throws IOException {
    List<KeyDigest> digests = keysOf.of(upload);
    while (true) {
      refresh();
      Long before = numbers.get(name);
      if (before != null) {
        return new Appended.Placed(batches.get(before), List.of(), true);
      }
      List<Integer> repeats = repeats(digests);
      if (repeats.size() == digests.size() || (!repeats.isEmpty() && !keep)) {
        return new Appended.Refused(repeats);
      }
      var batch =
          HubBatch.newBuilder()
              .setNumber(next)
              .setUpload(name)
              .setRegion(upload.getRegion())
              .setCreatedSeconds(Math.max(now.getEpochSecond(), newestSeconds()))
              .setKeys(digests.size())
              .setUploadedSeconds(upload.getUploadedSeconds())
              .build();
      if (store.put(batch)) {
        add(batch, digests);
        return new Appended.Placed(batch, repeats, false);
      }
    }
  }

  private List<Integer> repeats(List<KeyDigest> digests) {
    Set<KeyDigest> own = new HashSet<>();
    List<Integer> repeats = new ArrayList<>();
    for (int i = 0; i < digests.size(); i++) {
      KeyDigest key = digests.get(i);
      if (keys.first(key) != 0 || !own.add(key)) {
        repeats.add(i);
      }
    }
    return repeats;
  }

  private long newestSeconds() {
    return batches.isEmpty() ? 0 : batches.lastEntry().getValue().getCreatedSeconds();
  }

  /** Whether the upload of that name has a place. */
  synchronized boolean has(String name) {
    return numbers.containsKey(name);
  }

  /** Whether no batch before has the key. */
  synchronized boolean isFirst(KeyDigest key, long number) {
    long first = keys.first(key);
    return first == 0 || first == number;
  }

  synchronized Optional<HubBatch> batch(long number) {
    return Optional.ofNullable(batches.get(number));
  }

  /** The first batch behind that number. */
  synchronized Optional<HubBatch> after(long number) {
    return Optional.ofNullable(batches.higherEntry(number)).map(Map.Entry::getValue);
  }

  /** The first batch of that day, UTC, or of a later one. */
  synchronized Optional<HubBatch> since(LocalDate day) {
    return batches.values().stream().filter(batch -> !day(batch).isBefore(day)).findFirst();
  }

  /** The number of the oldest batch that is kept. */
  synchronized long oldest() {
    return batches.isEmpty() ? next : batches.firstKey();
  }

  /** All batches that are kept, in order. */
  synchronized List<HubBatch> batches() {
    return List.copyOf(batches.values());
  }

  /**
   * Forgets and deletes what was uploaded before that day, and the places of that time. The last
   * place stays, empty of keys, so that numbers never begin anew.
   */
  synchronized void expire(LocalDate day) throws IOException {
    var old = batches.values().stream().filter(batch -> uploadDay(batch).isBefore(day)).toList();
    Set<Long> expired = old.stream().map(HubBatch::getNumber).collect(Collectors.toSet());
    expired.removeAll(emptied);
    keys.removeAll(expired);
    for (HubBatch batch : old) {
      if (emptied.add(batch.getNumber())) {
        store.delete(batch.getUpload());
      }
      if (day(batch).isBefore(day) && batch.getNumber() < next - 1) {
        store.deleteProduced(batch.getNumber());
        store.deleteBatch(batch.getNumber());
        batches.remove(batch.getNumber());
        numbers.remove(batch.getUpload());
        emptied.remove(batch.getNumber());
      }
    }
  }

  /** The day, UTC, on which a batch got its place. */
  static LocalDate day(HubBatch batch) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(batch.getCreatedSeconds()), ZoneOffset.UTC);
  }

  /** The day, UTC, on which a batch was uploaded: how long it is kept is counted from there. */
  static LocalDate uploadDay(HubBatch batch) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(batch.getUploadedSeconds()), ZoneOffset.UTC);
  }
}
