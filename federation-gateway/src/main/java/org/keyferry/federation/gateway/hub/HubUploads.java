package org.keyferry.federation.gateway.hub;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.federation.gateway.hub.UploadChain.Appended;
import org.keyferry.federation.gateway.hub.UploadChain.Appended.Placed;
import org.keyferry.federation.gateway.hub.UploadChain.Appended.Refused;
import org.keyferry.wire.hub.stored.HubBatch;
import org.keyferry.wire.hub.stored.HubUpload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes uploads of one hub, in this order: the object that is the upload, by a conditional write;
 * its place in the chain; its keys in {@code keys.federated}; the mark that they are there.
 * Whatever a crash leaves between two of them, {@link #finish} does: each step may be done again.
 *
 * <p>in: uploads; out: objects of an {@link UploadStore}, {@code keys.federated}
 */
final class HubUploads {
  private static final Logger LOG = LoggerFactory.getLogger(HubUploads.class);

  /** Longer than any request needs: what is older was left behind. */
  private static final Duration UNFINISHED = Duration.ofMinutes(1);

  private final UploadStore store;
  private final UploadChain chain;
  private final EventsOf eventsOf;
  private final FederatedLog log;
  private final boolean keepRepeats;
  private final NewBatch listener;

  /** Batches that are known to be produced, so that the store is asked once at most. */
  private final Set<Long> produced = ConcurrentHashMap.newKeySet();

  /** Tells the keys of an upload as events. */
  @FunctionalInterface
  interface EventsOf {
    List<FederatedKey> of(HubUpload upload) throws IOException;
  }

  /** Is told of each new batch. */
  @FunctionalInterface
  interface NewBatch {
    void placed(HubBatch batch);
  }

  /** How an upload ended. */
  sealed interface Outcome {
    /** It is stored, at that place; some of its keys may be repeats. */
    record Stored(HubBatch batch, List<Integer> repeats) implements Outcome {}

    /** Nothing of it is stored, because of keys that the hub has. */
    record Repeated(List<Integer> repeats) implements Outcome {}

    /** The tag names another upload of that region, or this one, stored before. */
    record TagTaken() implements Outcome {}
  }

  HubUploads(
      UploadStore store,
      UploadChain chain,
      EventsOf eventsOf,
      FederatedLog log,
      boolean keepRepeats,
      NewBatch listener) {
    this.store = store;
    this.chain = chain;
    this.eventsOf = eventsOf;
    this.log = log;
    this.keepRepeats = keepRepeats;
    this.listener = listener;
  }

  /**
   * Takes an upload that was judged.
   *
   * @param name of its object
   */
  Outcome take(String name, HubUpload upload, Instant now) throws IOException {
    HubUpload stored = upload;
    if (!store.put(name, upload)) {
      chain.refresh();
      Optional<HubUpload> other = store.upload(name);
      // An attempt before may have got so far and no farther.
      if (chain.has(name) || other.isEmpty() || !isSame(other.get(), upload)) {
        return new Outcome.TagTaken();
      }
      stored = other.get();
    }
    return place(name, stored, now);
  }

  private static boolean isSame(HubUpload one, HubUpload other) {
    return one.getBody().equals(other.getBody())
        && one.getMediaType().equals(other.getMediaType())
        && one.getUploader().equals(other.getUploader());
  }

  private Outcome place(String name, HubUpload upload, Instant now) throws IOException {
    Appended appended = chain.append(name, upload, keepRepeats, now);
    return switch (appended) {
      case Refused(var repeats) -> {
        store.delete(name);
        yield new Outcome.Repeated(repeats);
      }
      case Placed(var batch, var repeats, _) -> {
        listener.placed(batch);
        produce(batch, upload);
        yield new Outcome.Stored(batch, repeats);
      }
    };
  }

  /** Stored is stored: if brokers are away now, {@link #finish} appends the keys later. */
  private void produce(HubBatch batch, HubUpload upload) {
    try {
      append(batch, upload);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("batch", batch.getNumber())
          .setCause(e)
          .log("The keys of an upload are not appended yet");
    }
  }

  private void append(HubBatch batch, HubUpload upload) throws IOException {
    log.append(eventsOf.of(upload), Instant.ofEpochSecond(upload.getUploadedSeconds()));
    store.markProduced(batch.getNumber());
    produced.add(batch.getNumber());
  }

  /**
   * Finishes what was left unfinished and deletes what is old.
   *
   * @param daysBack how many days before today are kept
   */
  void finish(Instant now, int daysBack) throws IOException {
    LocalDate oldest = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(daysBack);
    chain.refresh();
    chain.expire(oldest);
    produced.removeIf(number -> number < chain.oldest());
    for (HubBatch batch : chain.batches()) {
      if (!UploadChain.uploadDay(batch).isBefore(oldest)) {
        finishBatch(batch, now);
      }
    }
    for (String name : store.uploads()) {
      if (!chain.has(name)) {
        finishUpload(name, now, oldest);
      }
    }
  }

  private void finishBatch(HubBatch batch, Instant now) throws IOException {
    if (produced.contains(batch.getNumber()) || !isUnfinished(batch.getCreatedSeconds(), now)) {
      return;
    }
    if (store.isProduced(batch.getNumber())) {
      produced.add(batch.getNumber());
      return;
    }
    Optional<HubUpload> upload = store.upload(batch.getUpload());
    if (upload.isPresent()) {
      append(batch, upload.get());
    }
  }

  private void finishUpload(String name, Instant now, LocalDate oldest) throws IOException {
    Optional<HubUpload> upload = store.upload(name);
    if (upload.isEmpty() || !isUnfinished(upload.get().getUploadedSeconds(), now)) {
      return;
    }
    Instant uploaded = Instant.ofEpochSecond(upload.get().getUploadedSeconds());
    if (LocalDate.ofInstant(uploaded, ZoneOffset.UTC).isBefore(oldest)) {
      store.delete(name);
    } else {
      var _ = place(name, upload.get(), now);
    }
  }

  private static boolean isUnfinished(long since, Instant now) {
    return Instant.ofEpochSecond(since).plus(UNFINISHED).isBefore(now);
  }
}
