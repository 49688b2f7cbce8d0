package org.keyferry.local.phone;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keyferry.client.gaen.Beacon;
import org.keyferry.client.gaen.DayKey;
import org.keyferry.client.gaen.DerivedKey;
import org.keyferry.client.gaen.HeardBeacons;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;

/**
 * A phone with exposure notification switched on: it makes a key a day, broadcasts, remembers what
 * it hears, and matches diagnosis keys against that. For one thread.
 */
public final class Phone {
  private static final byte[] METADATA = {0x40, 8, 0, 0};

  private final int number;
  private final SecureRandom random;
  private final Map<Interval, DayKey> days = new TreeMap<>();
  private final HeardBeacons heard = new HeardBeacons();

  /**
   * @param number tells it from others; it leaves the phone nowhere
   * @param random where its keys come from
   */
  public Phone(int number, SecureRandom random) {
    this.number = number;
    this.random = random;
  }

  /** Tells it from others. */
  public int number() {
    return number;
  }

  /** The key of the day of the interval; made when it is first needed. */
  public DayKey keyOf(Interval interval) {
    var midnight = new Interval(interval.number() - interval.number() % RollingPeriod.MOST);
    return days.computeIfAbsent(midnight, start -> new DayKey(newKey(), start, RollingPeriod.DAY));
  }

  private ExposureKey newKey() {
    byte[] bytes = new byte[ExposureKey.LENGTH];
    random.nextBytes(bytes);
    return ExposureKey.of(bytes);
  }

  /** Both phones hear each other in the interval. */
  public void meet(Phone other, Interval interval) {
    hear(other.broadcast(interval), interval);
    other.hear(broadcast(interval), interval);
  }

  Beacon broadcast(Interval interval) {
    var key = keyOf(interval);
    var identifier = key.identifier(interval);
    byte[] metadata = key.applyMetadataCipher(identifier, METADATA);
    return new Beacon(identifier, ByteBuffer.wrap(metadata).getInt());
  }

  void hear(Beacon beacon, Interval interval) {
    heard.hear(beacon, interval);
  }

  /** Whether it heard the phone of any of these keys while the key was in use. */
  public boolean wasExposed(Collection<DiagnosisKey> keys) {
    return keys.stream().map(DerivedKey::of).anyMatch(heard::wasHeard);
  }

  /** What it heard of others. */
  public HeardBeacons heard() {
    return heard;
  }

  /** Its keys, oldest first. */
  public List<DayKey> keys() {
    return days.values().stream().sorted(Comparator.comparing(DayKey::start)).toList();
  }
}
