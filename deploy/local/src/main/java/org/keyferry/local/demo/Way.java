package org.keyferry.local.demo;

/** How keys of one region come to another. */
enum Way {
  /** They are there: it is the same region. */
  HOME("at home"),
  /** By the feed of the one for the other: keys of persons who were there. */
  FEED("by feed"),
  /** Over a hub in the protocol of EFGS: all of them. */
  EFGS("by EFGS"),
  /** Over a hub in the protocol of the UK and Ireland: all of them. */
  INTEROP("by interop");

  private final String text;

  Way(String text) {
    this.text = text;
  }

  /** Whether keys come whether or not their person was there. */
  boolean tellsAll() {
    return this == EFGS || this == INTEROP;
  }

  /** In words. */
  String text() {
    return text;
  }
}
