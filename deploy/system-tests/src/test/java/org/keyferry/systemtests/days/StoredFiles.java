package org.keyferry.systemtests.days;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * Every file of a backend that does not run, whatever it is: its bytes as they lie there and, of
 * what is compressed in it, unpacked too.
 */
public final class StoredFiles {
  private static final Pattern SEGMENT = Pattern.compile("\\d{20}\\.log(\\.[a-z]+)?");
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final Path directory;

  public StoredFiles(Path directory) {
    this.directory = directory;
  }

  /** The files in which it is found, below the directory. */
  public Set<Path> with(Search wanted) throws IOException {
    List<Path> all;
    try (var files = Files.walk(directory)) {
      all = files.filter(Files::isRegularFile).toList();
    }
    var found = new TreeSet<Path>();
    for (Path file : all) {
      if (isIn(file, wanted)) {
        found.add(directory.relativize(file));
      }
    }
    return found;
  }

  private static boolean isIn(Path file, Search wanted) throws IOException {
    try (var bytes = Files.newInputStream(file)) {
      if (wanted.finds(bytes)) {
        return true;
      }
    }
    if (SEGMENT.matcher(file.getFileName().toString()).matches()) {
      return isInRecords(file, wanted);
    }
    return startsAsZip(file) && isInEntries(file, wanted);
  }

  private static boolean startsAsZip(Path file) throws IOException {
    try (var bytes = Files.newInputStream(file)) {
      return Arrays.equals(bytes.readNBytes(ZIP.length), ZIP);
    }
  }

  private static boolean isInEntries(Path file, Search wanted) throws IOException {
    try (var zip = new ZipInputStream(Files.newInputStream(file))) {
      boolean found = false;
      while (zip.getNextEntry() != null) {
        found |= wanted.finds(zip);
      }
      return found;
    }
  }

  private static boolean isInRecords(Path file, Search wanted) throws IOException {
    try (var segment = FileRecords.open(file.toFile(), false)) {
      for (RecordBatch batch : segment.batches()) {
        for (Record record : batch) {
          if (wanted.finds(bytes(record))) {
            return true;
          }
        }
      }
      return false;
    }
  }

  private static InputStream bytes(Record record) {
    var parts = new ArrayList<InputStream>();
    for (ByteBuffer part : new ByteBuffer[] {record.key(), record.value()}) {
      if (part != null) {
        var bytes = new byte[part.remaining()];
        part.get(bytes);
        parts.add(new ByteArrayInputStream(bytes));
      }
    }
    return new SequenceInputStream(Collections.enumeration(parts));
  }
}
