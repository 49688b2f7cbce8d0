package org.keyferry.local.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.keyferry.local.audit.Finding.Kind;

/**
 * The oldest record in the segment files of every partition, whatever the broker still shows of it:
 * segments that wait for their deletion, that a compaction has left, and partitions of deleted
 * topics too.
 *
 * <p>in: files of a broker, running or not; out: {@link Finding}
 */
final class SegmentFiles {
  /** {@code TOPIC-PARTITION}, and what follows while the partition is deleted or moved. */
  private static final Pattern PARTITION =
      Pattern.compile("(.+?)-(\\d+)(\\.[0-9a-f]{32}-(delete|future|stray))?");

  private static final Pattern SEGMENT =
      Pattern.compile("\\d{20}\\.log(\\.deleted|\\.cleaned|\\.swap)?");

  private final Path directory;

  SegmentFiles(Path directory) {
    this.directory = directory;
  }

  List<Finding> find() throws IOException {
    var findings = new ArrayList<Finding>();
    for (Path partition : children(directory)) {
      Matcher name = PARTITION.matcher(partition.getFileName().toString());
      if (Files.isDirectory(partition) && name.matches() && KeyTopics.isLookedAt(name.group(1))) {
        findings.add(finding(name.group(1), partition));
      }
    }
    return findings;
  }

  private static Finding finding(String topic, Path partition) throws IOException {
    var oldest = new OldestRecords();
    for (Path file : children(partition)) {
      if (SEGMENT.matcher(file.getFileName().toString()).matches()) {
        read(topic, file, oldest);
      }
    }
    String place = partition.getFileName().toString();
    return oldest.withKeys == null
        ? new Finding(Kind.SEGMENTS, place, oldest.ofAll, false)
        : new Finding(Kind.SEGMENTS, place, oldest.withKeys, true);
  }

  private static void read(String topic, Path file, OldestRecords oldest) throws IOException {
    try (FileRecords records = FileRecords.open(file.toFile(), false)) {
      for (RecordBatch batch : records.batches()) {
        if (!batch.isControlBatch()) {
          for (Record each : batch) {
            oldest.add(each.timestamp(), KeyTopics.holdsKeys(topic, each));
          }
        }
      }
    } catch (NoSuchFileException e) {
      // It was deleted meanwhile, which is what is hoped for.
      return;
    }
  }

  /** Times of records of one partition. */
  private static final class OldestRecords {
    private Instant ofAll;
    private Instant withKeys;

    void add(long millis, boolean holdsKeys) {
      Instant time = Instant.ofEpochMilli(millis);
      ofAll = older(ofAll, time);
      if (holdsKeys) {
        withKeys = older(withKeys, time);
      }
    }

    private static Instant older(Instant one, Instant other) {
      return one == null || other.isBefore(one) ? other : one;
    }
  }

  private static List<Path> children(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var entries = Files.list(directory)) {
      return entries.sorted().toList();
    }
  }
}
