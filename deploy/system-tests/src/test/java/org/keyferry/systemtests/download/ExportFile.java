package org.keyferry.systemtests.download;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * An export file of Google and Apple's format, read with the JDK alone.
 *
 * @param start start of the window, seconds since the epoch
 * @param end end of the window as the file states it, seconds since the epoch
 * @param region the region that it names
 * @param keys the keys that are not revisions, in the file's order
 * @param revisedKeys the revised ones
 */
public record ExportFile(
    long start, long end, String region, List<KeyBytes> keys, List<KeyBytes> revisedKeys) {
  private static final byte[] HEADER = "EK Export v1    ".getBytes(StandardCharsets.US_ASCII);
  private static final String EXPORT = "export.bin";
  private static final String SIGNATURES = "export.sig";

  /**
   * Reads the zip and verifies that one of its signatures is by the key.
   *
   * @throws IOException if it is not a zip
   * @throws IllegalStateException if it is not an export file, or its signature is wrong
   */
  public static ExportFile read(byte[] zip, PublicKey signer) throws IOException {
    Map<String, byte[]> entries = entries(zip);
    if (!List.copyOf(entries.keySet()).equals(List.of(EXPORT, SIGNATURES))) {
      throw new IllegalStateException("entries of the zip: " + entries.keySet());
    }
    byte[] export = entries.get(EXPORT);
    if (!signed(export, entries.get(SIGNATURES), signer)) {
      throw new IllegalStateException("no valid signature");
    }
    if (!Arrays.equals(HEADER, 0, HEADER.length, export, 0, HEADER.length)) {
      throw new IllegalStateException("the header is not that of an export file");
    }
    return body(new WireCursor(export, HEADER.length, export.length));
  }

  private static Map<String, byte[]> entries(byte[] zip) throws IOException {
    var entries = new LinkedHashMap<String, byte[]>();
    try (var input = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = input.getNextEntry(); entry != null; entry = input.getNextEntry()) {
        entries.put(entry.getName(), input.readAllBytes());
      }
    }
    return entries;
  }

  private static ExportFile body(WireCursor fields) {
    long start = 0;
    long end = 0;
    String region = "";
    var keys = new ArrayList<KeyBytes>();
    var revisedKeys = new ArrayList<KeyBytes>();
    while (fields.next()) {
      switch (fields.field()) {
        case 1 -> start = fields.value();
        case 2 -> end = fields.value();
        case 3 -> region = fields.text();
        case 7 -> keys.add(key(fields));
        case 8 -> revisedKeys.add(key(fields));
        default -> {}
      }
    }
    return new ExportFile(start, end, region, List.copyOf(keys), List.copyOf(revisedKeys));
  }

  private static KeyBytes key(WireCursor fields) {
    var key = fields.inner();
    while (key.next()) {
      if (key.field() == 1 && key.length() == KeyBytes.LENGTH) {
        return KeyBytes.at(key.bytes(), 0);
      }
    }
    throw new IllegalStateException("a key that has not 16 bytes");
  }

  private static boolean signed(byte[] export, byte[] signatures, PublicKey signer) {
    var list = new WireCursor(signatures);
    while (list.next()) {
      var signature = list.inner();
      while (signature.next()) {
        if (signature.field() == 4 && isBy(signer, export, signature.bytes())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isBy(PublicKey signer, byte[] export, byte[] signature) {
    try {
      var verifier = Signature.getInstance("SHA256withECDSA", "SunEC");
      verifier.initVerify(signer);
      verifier.update(export);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the signature can't be verified", e);
    }
  }
}
