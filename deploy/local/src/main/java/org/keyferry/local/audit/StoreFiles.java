package org.keyferry.local.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.keyferry.local.audit.Finding.Kind;
import org.keyferry.processor.store.EntryTime;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/**
 * The oldest entry in the files of every store of the processor, deleted entries included, as long
 * as a file has them. Files are read as they lie there, whether or not a processor has the store
 * open; what is in its memory alone can't be seen.
 *
 * <p>in: table files of RocksDB; out: {@link Finding}
 */
final class StoreFiles {
  private static final String TABLE = ".sst";
  private static final int TASK_PARTS = 3;

  static {
    RocksDB.loadLibrary();
  }

  private final Path directory;

  StoreFiles(Path directory) {
    this.directory = directory;
  }

  List<Finding> find() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    Map<String, Finding> byStore = new TreeMap<>();
    List<Path> tables;
    try (var files = Files.walk(directory)) {
      tables = files.filter(file -> file.toString().endsWith(TABLE)).sorted().toList();
    }
    for (Path table : tables) {
      byStore.merge(place(table), finding(table), StoreFiles::older);
    }
    return List.copyOf(byStore.values());
  }

  /** {@code TASK/rocksdb/STORE}. */
  private String place(Path table) {
    Path store = directory.relativize(table.getParent());
    int names = store.getNameCount();
    return store.subpath(Math.max(0, names - TASK_PARTS), names).toString();
  }

  private Finding finding(Path table) throws IOException {
    String store = table.getParent().getFileName().toString();
    return new Finding(Kind.STORE, place(table), oldest(store, table), true);
  }

  private static Finding older(Finding one, Finding other) {
    if (one.oldest() == null) {
      return other;
    }
    return other.oldest() == null || one.oldest().isBefore(other.oldest()) ? one : other;
  }

  private static Instant oldest(String store, Path table) throws IOException {
    long oldest = Long.MAX_VALUE;
    try (var options = new Options();
        var reading = new ReadOptions();
        var reader = new SstFileReader(options)) {
      reader.open(table.toString());
      try (var entries = reader.newIterator(reading)) {
        for (entries.seekToFirst(); entries.isValid(); entries.next()) {
          OptionalLong time = EntryTime.of(store, entries.key(), entries.value());
          oldest = Math.min(oldest, time.orElse(Long.MAX_VALUE));
        }
      }
    } catch (RocksDBException e) {
      if (Files.notExists(table)) {
        // A compaction has replaced it meanwhile.
        return null;
      }
      throw new IOException("table file " + table + " can't be read: " + e.getMessage(), e);
    }
    return oldest == Long.MAX_VALUE ? null : Instant.ofEpochSecond(oldest);
  }
}
