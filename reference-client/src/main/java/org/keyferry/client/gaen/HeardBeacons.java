package org.keyferry.client.gaen;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyferry.wire.key.Interval;

/**
 * What a phone heard of others, and how diagnosis keys are matched against it. Nothing of it ever
 * leaves the phone. For one thread.
 */
public final class HeardBeacons {
  /** A beacon counts if it was heard within two hours of its interval; later ones are replays. */
  public static final int TOLERANCE = 12;

  private static final byte VERSION_MASK = (byte) 0xC0;
  private static final byte VERSION = 0x40;

  private final Map<ProximityIdentifier, List<Sighting>> heard = new HashMap<>();

  /** Remembers a beacon that was heard in the interval. */
  public void hear(Beacon beacon, Interval interval) {
    heard
        .computeIfAbsent(beacon.identifier(), identifier -> new ArrayList<>(1))
        .add(new Sighting(interval, beacon.encryptedMetadata()));
  }

  /** The identifiers that were heard. */
  public Set<ProximityIdentifier> identifiers() {
    return Set.copyOf(heard.keySet());
  }

  /** The intervals in which the identifier was heard; none if it never was. */
  public List<Interval> intervalsOf(ProximityIdentifier identifier) {
    return heard.getOrDefault(identifier, List.of()).stream().map(Sighting::at).toList();
  }

  /** Whether it heard the phone of the key while the key was in use. */
  public boolean wasHeard(DerivedKey derived) {
    int first = derived.key().start().number();
    for (int i = 0; i < derived.identifiers().size(); i++) {
      ProximityIdentifier identifier = derived.identifiers().get(i);
      for (Sighting sighting : heard.getOrDefault(identifier, List.of())) {
        if (Math.abs(sighting.at().number() - (first + i)) <= TOLERANCE
            && metadataAreGenuine(derived.key(), identifier, sighting)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean metadataAreGenuine(
      DayKey key, ProximityIdentifier identifier, Sighting sighting) {
    byte[] encrypted =
        ByteBuffer.allocate(Integer.BYTES).putInt(sighting.encryptedMetadata()).array();
    byte[] metadata = key.applyMetadataCipher(identifier, encrypted);
    return (metadata[0] & VERSION_MASK) == VERSION;
  }
}
