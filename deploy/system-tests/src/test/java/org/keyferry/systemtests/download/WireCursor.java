package org.keyferry.systemtests.download;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks the fields of one protobuf message by hand: of each, its number and either its number value
 * or where its bytes lie.
 */
final class WireCursor {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final byte[] message;
  private final int end;
  private int position;
  private int field;
  private long value;
  private int from;
  private int to;

  WireCursor(byte[] message) {
    this(message, 0, message.length);
  }

  WireCursor(byte[] message, int from, int to) {
    this.message = message;
    this.position = from;
    this.end = to;
  }

  /** Moves to the next field; false at the end of the message. */
  boolean next() {
    if (position == end) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    from = 0;
    to = 0;
    switch ((int) (tag & 7)) {
      case VARINT -> value = varint();
      case FIXED64 -> value = fixed(Long.BYTES);
      case FIXED32 -> value = fixed(Integer.BYTES);
      case BYTES -> delimited();
      default -> throw new IllegalStateException("wire type of field " + field + ": " + (tag & 7));
    }
    return true;
  }

  /** The field's number. */
  int field() {
    return field;
  }

  /** The number that the field holds. */
  long value() {
    return value;
  }

  /** Where the field's bytes begin in the array that this walks. */
  int from() {
    return from;
  }

  /** How many bytes the field holds. */
  int length() {
    return to - from;
  }

  /** The field's bytes as text. */
  String text() {
    return new String(message, from, to - from, StandardCharsets.UTF_8);
  }

  /** A copy of the field's bytes. */
  byte[] bytes() {
    return Arrays.copyOfRange(message, from, to);
  }

  /** The message that the field holds. */
  WireCursor inner() {
    return new WireCursor(message, from, to);
  }

  private void delimited() {
    int length = Math.toIntExact(varint());
    if (length < 0 || length > end - position) {
      throw new IllegalStateException("field " + field + " reaches beyond its message");
    }
    from = position;
    to = position + length;
    position = to;
  }

  private long varint() {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = message[position++];
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalStateException("a varint of more than 10 bytes");
  }

  private long fixed(int size) {
    long number = 0;
    for (int i = 0; i < size; i++) {
      number |= (message[position++] & 0xffL) << (8 * i);
    }
    return number;
  }
}
