package org.keyferry.exporter.stamp;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.StoreContents;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.edge.store.StoredPiece;
import org.keyferry.edge.store.StoredPiece.Kind;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.export.ObjectNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that each object that never changes has a token beside it, and each token its object.
 * What there is to do is told by the store's own list, so nothing is forgotten over a restart, and
 * an authority that is away delays nothing but tokens.
 *
 * <p>in: names below {@code public/}; out: {@code NAME.tsr}
 */
public final class TimeStampSweep {
  private static final Logger LOG = LoggerFactory.getLogger(TimeStampSweep.class);
  private static final String SHA256 = "sha256";
  private static final int SHA256_BYTES = 32;
  private static final int BUFFER = 64 * 1024;

  private final ObjectStore store;
  private final StoreContents contents;
  private final Optional<TimeStamps> stamps;
  private final InstantSource clock;

  /** Since when each object without a token is there. */
  private final Map<String, Instant> missing = new TreeMap<>();

  /**
   * @param stamps none if no object gets a token; those whose object is gone go all the same
   */
  TimeStampSweep(
      ObjectStore store,
      StoreContents contents,
      Optional<TimeStamps> stamps,
      InstantSource clock,
      MeterRegistry metrics) {
    this.store = store;
    this.contents = contents;
    this.stamps = stamps;
    this.clock = clock;
    if (stamps.isPresent()) {
      Gauge.builder("keyferry.time.stamps.missing", this, TimeStampSweep::missing)
          .description("Objects that have no time stamp yet")
          .register(metrics);
      Gauge.builder("keyferry.time.stamps.oldest.missing", this, sweep -> sweep.age().toSeconds())
          .description("Age of the oldest object that has no time stamp yet")
          .baseUnit("seconds")
          .register(metrics);
    }
  }

  /**
   * Looks through all objects whose names begin so.
   *
   * @param prefix of names in the bucket
   * @return false if the authority failed, and the rest has to wait
   * @throws IOException if the store fails; the next round goes on from there
   */
  public boolean sweep(String prefix) throws IOException {
    var stored = new TreeMap<String, Instant>();
    for (StoredPiece piece : contents.list(prefix)) {
      if (piece.kind() == Kind.OBJECT) {
        stored.put(piece.name(), piece.since());
      }
    }
    for (String name : stored.keySet()) {
      if (StampedNames.isToken(name) && !stored.containsKey(StampedNames.stamped(name))) {
        store.delete(name);
      }
    }
    if (stamps.isEmpty()) {
      return true;
    }
    var lacking = new TreeMap<>(stored);
    lacking
        .keySet()
        .removeIf(
            name -> !StampedNames.areStamped(name) || stored.containsKey(StampedNames.token(name)));
    replace(prefix, lacking);
    return stamp(lacking);
  }

  private synchronized void replace(String prefix, Map<String, Instant> found) {
    missing.keySet().removeIf(name -> name.startsWith(prefix));
    missing.putAll(found);
  }

  private synchronized void done(String name) {
    missing.remove(name);
  }

  private synchronized int missing() {
    return missing.size();
  }

  private synchronized Duration age() {
    return missing.values().stream()
        .min(Comparator.naturalOrder())
        .map(since -> Duration.between(since, clock.instant()))
        .filter(age -> !age.isNegative())
        .orElse(Duration.ZERO);
  }

  private boolean stamp(Map<String, Instant> found) throws IOException {
    var oldestFirst =
        found.entrySet().stream().sorted(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    int made = 0;
    for (String name : (Iterable<String>) oldestFirst::iterator) {
      Optional<ByteString> digest = digest(name);
      if (digest.isPresent()) {
        byte[] token;
        try {
          token = stamps.orElseThrow().of(digest.get());
        } catch (IOException e) {
          LOG.atWarn()
              .addKeyValue("missing", missing())
              .addKeyValue("cause", e.toString())
              .log("no time stamps for now; what has none is found again");
          return false;
        }
        store(name, token);
        made++;
      }
      done(name);
    }
    if (made > 0) {
      LOG.atDebug().addKeyValue("tokens", made).log("stored time stamps");
    }
    return true;
  }

  private void store(String name, byte[] token) throws IOException {
    String digest = Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.bytesOf(token));
    store.putIfAbsent(
        StampedNames.token(name),
        Content.of(
            token,
            RemoteAuthority.REPLY,
            ObjectNames.EXPORT_CACHE_CONTROL,
            Map.of(SHA256, digest)));
  }

  /** The digest of the object's bytes; empty if it is gone by now. */
  private Optional<ByteString> digest(String name) throws IOException {
    var head = store.head(name);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    var stated = Optional.ofNullable(head.get().metadata().get(SHA256)).map(TimeStampSweep::decode);
    if (stated.isPresent() && stated.get().size() == SHA256_BYTES) {
      return stated;
    }
    try (StoredObject object = store.get(name).orElse(null)) {
      return object == null ? Optional.empty() : Optional.of(digest(object.bytes()));
    }
  }

  private static ByteString decode(String text) {
    try {
      return ByteString.copyFrom(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      // Not written here: the bytes themselves count.
      return ByteString.EMPTY;
    }
  }

  private static ByteString digest(InputStream bytes) throws IOException {
    MessageDigest sha256 = Sha256.begun();
    byte[] buffer = new byte[BUFFER];
    for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
      sha256.update(buffer, 0, count);
    }
    return ByteString.copyFrom(sha256.digest());
  }
}
