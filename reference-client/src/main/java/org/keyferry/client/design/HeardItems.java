package org.keyferry.client.design;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keyferry.client.gaen.HeardBeacons;
import org.keyferry.client.gaen.ProximityIdentifier;
import org.keyferry.wire.filter.GaenItems;
import org.keyferry.wire.key.Interval;

/** What was heard, as the items that filters are asked for. */
@FunctionalInterface
public interface HeardItems {

  /** All of them, 32 bytes each. */
  Stream<byte[]> items();

  /**
   * Those of beacons: an identifier counts two hours before and after the interval in which it was
   * heard, as it does with keys.
   */
  static HeardItems of(HeardBeacons heard) {
    return () ->
        heard.identifiers().stream()
            .flatMap(identifier -> items(identifier, heard.intervalsOf(identifier)));
  }

  private static Stream<byte[]> items(ProximityIdentifier identifier, List<Interval> intervals) {
    byte[] bytes = identifier.toByteArray();
    return intervals.stream()
        .flatMapToInt(interval ->
            IntStream.rangeClosed(
                interval.number() - HeardBeacons.TOLERANCE,
                interval.number() + HeardBeacons.TOLERANCE))
        .distinct()
        .mapToObj(interval -> GaenItems.item(bytes, interval));
  }
}
