package org.keyferry.wire.export;

import com.google.protobuf.ByteString;

/**
 * A file with one thing wrong.
 *
 * @param name what is wrong; the file's name in {@code export/defects}
 * @param what the problem must name it so
 * @param where the problem must end its place so: an entry, or nothing for the zip
 * @param malformed whether it can't be read; else it can, and is not to be trusted
 * @param file the bytes
 */
record Defect(String name, String what, String where, boolean malformed, ByteString file) {

  static Defect ofZip(String name, String what, byte[] file) {
    return new Defect(name, what, name + ".zip", true, ByteString.copyFrom(file));
  }

  static Defect ofEntry(String name, String what, String entry, byte[] file) {
    return new Defect(name, what, name + ".zip!" + entry, true, ByteString.copyFrom(file));
  }

  static Defect ofTrust(String name, String what, byte[] file) {
    return new Defect(name, what, name + ".zip", false, ByteString.copyFrom(file));
  }

  @Override
  public String toString() {
    return name;
  }
}
