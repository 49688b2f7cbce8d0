package org.keyferry.wire.peer;

/** How far the exchange with a peer has come. What each phase allows: {@link PhaseGate}. */
public enum Phase implements Word {
  /** Nothing is exchanged. */
  NONE("none"),

  /** Keys of persons who were tested at home. */
  ONE("I"),

  /** Keys of persons who were tested while roaming, too. */
  TWO("II");

  private final String word;

  Phase(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }
}
