package org.keyferry.wire.export;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** Fields of one protobuf message: each has a known type, comes once at most, and has a limit. */
final class Fields {
  private final CodedInputStream in;
  private int seen;

  Fields(CodedInputStream in) {
    this.in = in;
  }

  /** Another message begins. */
  void clear() {
    seen = 0;
  }

  /** Whether a field of that number was there; numbers are below 32. */
  boolean has(int number) {
    return (seen & 1 << number) != 0;
  }

  /** Refuses a field of another wire type. */
  void requireType(int tag, int wireType) throws Unreadable {
    if (WireFormat.getTagWireType(tag) != wireType) {
      throw new Unreadable(
          "wire type of field " + WireFormat.getTagFieldNumber(tag),
          String.valueOf(wireType),
          WireFormat.getTagWireType(tag));
    }
  }

  private void once(int tag, int wireType) throws Unreadable {
    requireType(tag, wireType);
    int number = WireFormat.getTagFieldNumber(tag);
    if (has(number)) {
      throw new Unreadable("field " + number, "once at most", "twice");
    }
    seen |= 1 << number;
  }

  long fixed64(int tag) throws IOException {
    once(tag, WireFormat.WIRETYPE_FIXED64);
    return in.readFixed64();
  }

  int int32(int tag) throws IOException {
    once(tag, WireFormat.WIRETYPE_VARINT);
    return in.readInt32();
  }

  int sint32(int tag) throws IOException {
    once(tag, WireFormat.WIRETYPE_VARINT);
    return in.readSInt32();
  }

  byte[] bytes(int tag, String what, int most) throws IOException {
    once(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return content(what, most);
  }

  /** The content of a field whose tag was read. */
  byte[] content(String what, int most) throws IOException {
    int length = in.readRawVarint32();
    if (length < 0 || length > most) {
      throw new Unreadable(what, "at most " + most + " bytes", Integer.toUnsignedString(length));
    }
    return in.readRawBytes(length);
  }

  /** Passes over an unknown field, as phones do. */
  void skip(int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new Unreadable("protobuf message", "fields", "the end of a group");
    }
  }
}
