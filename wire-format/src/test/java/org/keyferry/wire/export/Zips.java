package org.keyferry.wire.export;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Zips as others write them. */
final class Zips {
  private Zips() {}

  /** Entries in the map's order, stored. */
  static byte[] stored(Map<String, byte[]> entries) {
    return write(entries, ZipEntry.STORED);
  }

  /** Entries in the map's order, deflated, with sizes behind the data. */
  static byte[] deflated(Map<String, byte[]> entries) {
    return write(entries, ZipEntry.DEFLATED);
  }

  private static byte[] write(Map<String, byte[]> entries, int method) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var part : entries.entrySet()) {
        var entry = new ZipEntry(part.getKey());
        entry.setTimeLocal(LocalDateTime.of(2020, 5, 1, 12, 0));
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
          var crc = new CRC32();
          crc.update(part.getValue());
          entry.setCrc(crc.getValue());
          entry.setSize(part.getValue().length);
        }
        zip.putNextEntry(entry);
        zip.write(part.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The entries of a zip, in order. */
  static Map<String, byte[]> entries(byte[] zip) {
    var entries = new LinkedHashMap<String, byte[]>();
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  /** A zip of these two entries, stored, as most of the defects begin. */
  static byte[] export(byte[] exportBin, byte[] exportSig) {
    var entries = new LinkedHashMap<String, byte[]>();
    entries.put("export.bin", exportBin);
    entries.put("export.sig", exportSig);
    return stored(entries);
  }

  /** Where the directory's header of an entry begins: 0 or 1, names of equal length. */
  static int directoryHeader(byte[] zip, int number) {
    int end = zip.length - 22;
    int start = littleEndian(zip, end + 16);
    return start + number * ((end - start) / 2);
  }

  private static int littleEndian(byte[] bytes, int at) {
    int value = 0;
    for (int i : List.of(3, 2, 1, 0)) {
      value = (value << 8) | (bytes[at + i] & 0xff);
    }
    return value;
  }
}
