package org.keyferry.origin.kept;

/** Where the bytes of an object are. */
public sealed interface Bytes {
  /**
   * In memory.
   *
   * @param all of them, which nobody changes
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  record InHeap(byte[] all) implements Bytes {}

  /**
   * In a file, or on the way there.
   *
   * @param file has them, or will
   */
  record OnDisk(KeptFile file) implements Bytes {}

  /** In the store alone: they are too many to be kept. */
  record InStore() implements Bytes {}
}
