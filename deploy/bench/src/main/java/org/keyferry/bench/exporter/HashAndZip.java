package org.keyferry.bench.exporter;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.edi.EdiHeader;

/**
 * The limit of the exporter benchmark: what no batch can be published without. One thread computes
 * the SHA-256 of each {@code export.bin} and puts its bytes into a zip that goes nowhere; of the
 * keys as EDI1 it computes the SHA-256 that the header states and the one that lists state.
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
    hashed += digest(exportBin, 0).length;
    zip(exportBin);
    spent = spent.plusNanos(System.nanoTime() - start);
  }

  /** Works on the keys of a batch as EDI1, on the calling thread. */
  void hash(byte[] edi) {
    long start = System.nanoTime();
    hashed += digest(edi, EdiHeader.LENGTH).length;
    hashed += digest(edi, 0).length;
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

  private static byte[] digest(byte[] bytes, int from) {
    var digest = Sha256.begun();
    digest.update(bytes, from, bytes.length - from);
    return digest.digest();
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
