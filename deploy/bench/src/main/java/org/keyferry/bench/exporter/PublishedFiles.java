package org.keyferry.bench.exporter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.edi.EdiReader;
import org.keyferry.wire.edi.MalformedEdi;
import org.keyferry.wire.export.ExportFormat;
import org.keyferry.wire.export.ExportRefused;
import org.keyferry.wire.export.ExportVerifier;
import org.keyferry.wire.export.KeyConsumer;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.key.DiagnosisKey;

/**
 * Reads what was published: checks it, and gives the limit the same bytes to work on.
 *
 * @param store where it lies
 * @param directory where the store keeps it
 * @param verifier knows the key that signed it
 */
public record PublishedFiles(ObjectStore store, Path directory, ExportVerifier verifier) {
  private static final String PUBLIC_PREFIX = "public/";
  private static final String INDEX = "/index.txt";
  private static final KeyConsumer NOWHERE =
      new KeyConsumer() {
        @Override
        public void key(DiagnosisKey key) {
          // Only counted, by the reader itself.
        }

        @Override
        public void revisedKey(DiagnosisKey key) {
          // Only counted, by the reader itself.
        }
      };

  static PublishedFiles in(ObjectStore store, Path directory, SigningKeyId name, ECPublicKey key) {
    return new PublishedFiles(store, directory, new ExportVerifier(Map.of(name, key)));
  }

  /** How long after the last object of the newest batch the index was there that names it. */
  Duration lastObjectToIndex(PublishedBatch newest) throws IOException {
    Instant last = Instant.MIN;
    for (PublishedObject object : newest.getObjectsList()) {
      Instant stored = storedAt(object.getName());
      last = stored.isAfter(last) ? stored : last;
    }
    return Duration.between(last, storedAt(newest.getFeed() + INDEX));
  }

  private Instant storedAt(String name) throws IOException {
    return Files.getLastModifiedTime(directory.resolve(PUBLIC_PREFIX + name)).toInstant();
  }

  /**
   * The {@code export.bin} of each file of the batch.
   *
   * @throws CommandFailure if the index does not name a file, or a file is not there, not signed,
   *     or has another number of keys
   */
  public List<byte[]> exportBins(PublishedBatch batch) throws IOException {
    String index = new String(read(batch.getFeed() + INDEX), US_ASCII);
    var bins = new ArrayList<byte[]>();
    for (PublishedObject object : batch.getObjectsList()) {
      require(index.lines().anyMatch(object.getName()::equals), object, "a line of the index");
      byte[] zip = read(object.getName());
      require(verifiedKeys(object.getName(), zip) == object.getKeys(), object, "all its keys");
      bins.add(exportBin(zip));
    }
    return bins;
  }

  /**
   * The keys of the batch as EDI1.
   *
   * @throws CommandFailure if they are not there, not whole, or others in number
   */
  byte[] data(PublishedBatch batch) throws IOException {
    String name = batch.getData().getName();
    byte[] edi = read(name);
    try {
      var header = new EdiReader().read(new ByteArrayInputStream(edi), name, key -> {});
      requireAll(header.recordCount() == batch.getKeys(), name);
      return edi;
    } catch (MalformedEdi e) {
      throw new CommandFailure(e.problem(), e);
    }
  }

  private static void requireAll(boolean holds, String name) {
    if (!holds) {
      throw new CommandFailure(
          new Problem("object " + name, "the object store", "all keys", "another number"));
    }
  }

  private byte[] read(String name) throws IOException {
    var found = store.get(PUBLIC_PREFIX + name);
    if (found.isEmpty()) {
      throw new CommandFailure(
          new Problem("object " + name, "the object store", "to be there", "nothing"));
    }
    try (var object = found.get()) {
      return object.bytes().readAllBytes();
    }
  }

  private long verifiedKeys(String name, byte[] zip) throws IOException {
    try {
      return verifier.verify(new ByteArrayInputStream(zip), name, NOWHERE).contents().keys();
    } catch (MalformedExport | ExportRefused e) {
      throw new CommandFailure(
          new Problem("object " + name, "the object store", "a signed file", e.getMessage()), e);
    }
  }

  private static byte[] exportBin(byte[] zip) throws IOException {
    try (var entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        if (entry.getName().equals(ExportFormat.EXPORT_ENTRY)) {
          return entries.readAllBytes();
        }
      }
      throw new IOException("a zip without " + ExportFormat.EXPORT_ENTRY);
    }
  }

  private static void require(boolean holds, PublishedObject object, String expected) {
    if (!holds) {
      throw new CommandFailure(
          new Problem("object " + object.getName(), "the object store", expected, "not"));
    }
  }
}
