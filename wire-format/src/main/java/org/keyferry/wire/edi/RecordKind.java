package org.keyferry.wire.edi;

import java.util.Optional;
import java.util.stream.Stream;

/** What the records of a file are; all of a file are of one kind. */
public enum RecordKind {
  /** Temporary exposure keys of the Exposure Notification framework, 28 bytes each. */
  GAEN(1, 28, 16),
  /** Day keys SK of the low-cost design of DP-3T, 36 bytes each. */
  SEED(2, 36, 32),
  /** Ephemeral identifiers with the epoch in which they were broadcast, 20 bytes each. */
  EPHEMERAL_ID(3, 20, 16),
  /** Reports of the TCN protocol, each behind its length in two bytes. */
  TCN(4, 0, 0);

  private final int code;
  private final int size;
  private final int keySize;

  RecordKind(int code, int size, int keySize) {
    this.code = code;
    this.size = size;
    this.keySize = keySize;
  }

  /** What the header calls it. */
  public int code() {
    return code;
  }

  /** Bytes of each record; 0 where they differ. */
  public int size() {
    return size;
  }

  /** With how many of its bytes a record begins by which it is sorted. */
  int keySize(int recordSize) {
    return keySize == 0 ? recordSize : keySize;
  }

  static Optional<RecordKind> of(int code) {
    return Stream.of(values()).filter(kind -> kind.code == code).findFirst();
  }
}
