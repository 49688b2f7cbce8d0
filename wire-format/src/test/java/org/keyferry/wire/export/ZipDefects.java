package org.keyferry.wire.export;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.keyferry.wire.export.ForeignExport.concat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can be wrong with a zip. */
final class ZipDefects {
  private static final byte[] RIGHT = ForeignExport.file();
  private static final Map<String, byte[]> PARTS = Zips.entries(RIGHT);

  private ZipDefects() {}

  static List<Defect> all() {
    return List.of(
        Defect.ofZip("empty-file", "zip", new byte[0]),
        Defect.ofZip("not-a-zip", "zip", "EK Export v1    ".repeat(9).getBytes(US_ASCII)),
        Defect.ofZip("bytes-before-the-zip", "zip", concat("x".getBytes(US_ASCII), RIGHT)),
        Defect.ofZip("bytes-after-the-zip", "zip directory", concat(RIGHT, new byte[3])),
        Defect.ofZip("many-bytes-after-the-zip", "zip", concat(RIGHT, new byte[9000])),
        Defect.ofZip("comment", "zip directory", comment()),
        Defect.ofZip("cut-in-the-directory", "zip directory", cut(40)),
        Defect.ofZip("cut-before-the-directory", "zip directory", beforeDirectory()),
        Defect.ofEntry("cut-in-export-bin", "zip", "export.bin, at key 1", inKey()),
        Defect.ofZip("cut-in-an-entry-name", "zip", Arrays.copyOf(RIGHT, 35)),
        Defect.ofZip("no-export-sig", "zip", entries("export.bin")),
        Defect.ofZip("no-export-bin", "zip", entries("export.sig")),
        Defect.ofZip("third-entry", "zip", entries("export.bin", "export.sig", "readme.txt")),
        Defect.ofZip("entry-of-another-name", "entry", entries("export.bin", "export.txt")),
        Defect.ofZip("entry-in-a-folder", "entry", entries("a/export.bin", "export.sig")),
        Defect.ofZip("folder-entry", "entry", entries("export.bin/", "export.sig")),
        Defect.ofZip("export-bin-twice", "entry", twice()),
        Defect.ofZip("encrypted-flag", "zip", changed(6, 1)),
        Defect.ofEntry("other-compression-method", "zip", "export.bin", changed(8, 12)),
        Defect.ofEntry("wrong-checksum", "zip", "export.bin", changed(14, 1)),
        Defect.ofZip("directory-with-other-checksum", "zip directory", inDirectory(0, 16)),
        Defect.ofZip("directory-with-other-size", "zip directory", inDirectory(1, 24)),
        Defect.ofZip("directory-with-other-name", "zip directory", inDirectory(1, 46)),
        Defect.ofZip("directory-with-other-place", "zip directory", inDirectory(0, 42)),
        Defect.ofZip("directory-of-one-entry", "zip directory", inEnd(8)),
        Defect.ofZip("directory-on-another-disk", "zip directory", inEnd(4)),
        Defect.ofZip("directory-elsewhere", "zip directory", inEnd(16)),
        Defect.ofEntry("inflation-bomb", "inflation", "export.bin", bomb()));
  }

  private static byte[] cut(int bytes) {
    return Arrays.copyOf(RIGHT, RIGHT.length - bytes);
  }

  private static byte[] beforeDirectory() {
    return Arrays.copyOf(RIGHT, Zips.directoryHeader(RIGHT, 0));
  }

  /** The local header has 40 bytes; half of export.bin is behind it. */
  private static byte[] inKey() {
    return Arrays.copyOf(RIGHT, 40 + 16 + 80);
  }

  private static byte[] entries(String... names) {
    var entries = new LinkedHashMap<String, byte[]>();
    for (String name : names) {
      entries.put(name, name.endsWith("/") ? new byte[0] : PARTS.getOrDefault(name, new byte[9]));
    }
    if (names.length > 0 && names[0].endsWith("export.bin")) {
      entries.put(names[0], PARTS.get("export.bin"));
    }
    return Zips.stored(entries);
  }

  /** The directory still names both. */
  private static byte[] twice() {
    var entries = new LinkedHashMap<String, byte[]>();
    entries.put("export.bin", PARTS.get("export.bin"));
    entries.put("export.biX", PARTS.get("export.bin"));
    byte[] zip = Zips.stored(entries);
    for (int i = 0; i < zip.length; i++) {
      zip[i] = zip[i] == 'X' ? (byte) 'n' : zip[i];
    }
    return zip;
  }

  private static byte[] comment() {
    byte[] zip = concat(RIGHT, "hello".getBytes(US_ASCII));
    zip[RIGHT.length - 2] = 5;
    return zip;
  }

  private static byte[] inDirectory(int entry, int offset) {
    return changed(Zips.directoryHeader(RIGHT, entry) + offset, 1);
  }

  private static byte[] inEnd(int offset) {
    return changed(RIGHT.length - 22 + offset, 1);
  }

  /** The right file with a byte changed. */
  private static byte[] changed(int at, int mask) {
    byte[] zip = RIGHT.clone();
    zip[at] ^= (byte) mask;
    return zip;
  }

  /** 4 MB of an unknown field. */
  private static byte[] bomb() {
    int size = 4 << 20;
    byte[] lengthAndTag = {(byte) 0x7a, (byte) 0x80, (byte) 0x80, (byte) 0x80, 2};
    byte[] exportBin = concat(concat(ForeignExport.HEADER, lengthAndTag), new byte[size]);
    var entries = new LinkedHashMap<String, byte[]>();
    entries.put("export.bin", exportBin);
    entries.put("export.sig", PARTS.get("export.sig"));
    return Zips.deflated(entries);
  }
}
