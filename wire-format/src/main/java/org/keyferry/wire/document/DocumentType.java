package org.keyferry.wire.document;

/** What a signed document says that it is, so that none passes for another. */
public enum DocumentType {
  /** All batches of a feed. */
  BATCH_LIST("keyferry-batch-list"),
  /** Those of one day. */
  BATCH_DAY("keyferry-batch-day"),
  /** The twin of {@code index.txt}. */
  FILE_INDEX("keyferry-file-index"),
  /** Parameters of the assessment of risk. */
  CONFIGURATION("keyferry-configuration"),
  /** Where which region's backend is. */
  AUTHORITIES("keyferry-authorities"),
  /** The keys that sign. */
  SIGNING_KEYS("keyferry-signing-keys");

  private final String typ;

  DocumentType(String typ) {
    this.typ = typ;
  }

  /** The value of the header {@code typ}. */
  public String typ() {
    return typ;
  }
}
