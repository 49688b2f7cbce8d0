package org.keyferry.local.demo;

import java.util.Comparator;

/**
 * How somebody came to be exposed.
 *
 * @param encounter who met whom where
 * @param way how keys come from where the ill one lives to where the warning is looked for
 */
record Exposure(Encounter encounter, Way way) implements Comparable<Exposure> {
  private static final Comparator<Exposure> ORDER =
      Comparator.comparing(Exposure::encounter).thenComparing(Exposure::way);

  @Override
  public int compareTo(Exposure other) {
    return ORDER.compare(this, other);
  }

  /** In words. */
  String story() {
    return way == Way.HOME ? encounter.story() : encounter.story() + ", " + way.text();
  }
}
