package org.keyferry.client.gaen;

import java.util.List;
import org.keyferry.wire.key.DiagnosisKey;

/**
 * A diagnosis key with the identifiers that follow from it. Every phone derives the same ones, so
 * simulated phones may share them.
 *
 * @param key the key
 * @param identifiers of all its intervals, the first one's first
 */
public record DerivedKey(DayKey key, List<ProximityIdentifier> identifiers) {
  public DerivedKey {
    identifiers = List.copyOf(identifiers);
  }

  /** What follows from the key. */
  public static DerivedKey of(DiagnosisKey diagnosis) {
    var day = new DayKey(diagnosis.key(), diagnosis.start(), diagnosis.period());
    return new DerivedKey(day, day.identifiers());
  }
}
