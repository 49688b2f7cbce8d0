package org.keyferry.bench.exporter;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The limit of the exporter benchmark: what no export file can be made without. One thread computes
 * the SHA-256 of an {@code export.bin} and puts its bytes into a zip that goes nowhere.
 */
final class HashAndZip {
  private final int deflateLevel;
  private Duration spent = Duration.ZERO;
  private long hashed;

  /**
   * @param deflateLevel the level that export files are written with
   */
  HashAndZip(int deflateLevel) {
    this.deflateLevel = deflateLevel;
  }

  /** Works on the bytes of one file, on the calling thread. */
  void work(byte[] exportBin) {
    long start = System.nanoTime();
    hashed += digest(exportBin).length;
    zip(exportBin);
    spent = spent.plusNanos(System.nanoTime() - start);
  }

  /** Time that all work together took. */
  Duration spent() {
    return spent;
  }

  /** How many bytes of digests there are: uses the digests, so that none is optimised away. */
  long digestBytes() {
    return hashed;
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private void zip(byte[] bytes) {
    try (var zip = new ZipOutputStream(OutputStream.nullOutputStream())) {
      zip.setLevel(deflateLevel);
      zip.putNextEntry(new ZipEntry("export.bin"));
      zip.write(bytes);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException("a stream that goes nowhere failed", e);
    }
  }
}
