package org.keyferry.origin.answer;

import java.util.List;

/** What a request gets that names an object. */
sealed interface Reply {
  /** Bytes of the object. */
  sealed interface Found extends Reply {}

  /** No bytes, as the request's own conditions want it. */
  sealed interface Refused extends Reply {}

  /** 200: all of it. */
  record Whole() implements Found {}

  /**
   * 206: a part.
   *
   * @param first index of the first byte
   * @param last index of the last byte
   */
  record Part(long first, long last) implements Found {
    /** Number of bytes. */
    long length() {
      return last - first + 1;
    }
  }

  /**
   * 206: several parts.
   *
   * @param parts two or more, in the order of the request
   */
  record Parts(List<Part> parts) implements Found {
    public Parts {
      parts = List.copyOf(parts);
    }
  }

  /** 304: the client has it. */
  record NotModified() implements Reply {}

  /** 412: what the client wants to go on with is there no longer. */
  record PreconditionFailed() implements Refused {}

  /** 416: no byte of the part exists. */
  record RangeNotSatisfiable() implements Refused {}
}
