package org.keyferry.local.demo;

import org.keyferry.wire.key.Region;

/**
 * Who met whom where, as it matters for the way of a warning.
 *
 * <p>The stories of the paper: F1 a local met an infected traveller, F2 a traveller met an infected
 * local, F3 a traveller met another who is infected.
 */
enum Encounter {
  /** Both live where they met, or both live in the same region: one backend is enough. */
  SAME_HOME("compatriots"),
  F1("F1 a local warned of a traveller"),
  F2("F2 a traveller warned of a local"),
  F3("F3 a traveller warned of another");

  private final String story;

  Encounter(String story) {
    this.story = story;
  }

  /** In words. */
  String story() {
    return story;
  }

  /** Of what kind it is that a person met one who turned out to be ill. */
  static Encounter of(Person warned, Person ill, Region place) {
    if (warned.home().equals(ill.home())) {
      return SAME_HOME;
    }
    if (warned.home().equals(place)) {
      return F1;
    }
    return ill.home().equals(place) ? F2 : F3;
  }
}
