package org.keyferry.local.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.keyferry.event.v1.ReportType;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.processor.state.v1.FeedProgress;
import org.keyferry.processor.store.HeldKeys;
import org.keyferry.processor.store.KnownKey;
import org.keyferry.wire.key.Interval;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** The files that a backend has left, as old as a test wants them. */
public final class StoppedBackend {
  private static final byte[] KEY = "a key's 16 bytes".getBytes(StandardCharsets.US_ASCII);

  private final DataDirectory data;
  private final Instant now;

  public StoppedBackend(Path root, Instant now) throws IOException {
    this.data = new DataDirectory(root);
    this.now = now;
    Files.createDirectories(data.kafka());
  }

  DataDirectory data() {
    return data;
  }

  /** What must not be printed. */
  public static String[] keyTexts() {
    return new String[] {
      "a key's 16 bytes", Base64.getEncoder().encodeToString(KEY).substring(0, 16)
    };
  }

  public void segment(String partition, String file, Duration age) throws IOException {
    Path directory = Files.createDirectories(data.kafka().resolve(partition));
    var old = new SimpleRecord(now.minus(age).toEpochMilli(), KEY, new byte[] {1});
    var young = new SimpleRecord(now.toEpochMilli(), KEY, new byte[] {2});
    try (var segment = FileRecords.open(directory.resolve(file).toFile())) {
      segment.append(MemoryRecords.withRecords(Compression.lz4().build(), young, old));
    }
  }

  /** A record of how far a feed is sealed. */
  void progress(FeedProgress progress, Duration age) throws IOException {
    Path directory = data.kafka().resolve("streams-processor-feed-progress-changelog-0");
    Files.createDirectories(directory);
    var record =
        new SimpleRecord(now.minus(age).toEpochMilli(), new byte[] {1}, progress.toByteArray());
    try (var segment = FileRecords.open(directory.resolve("00000000000000000000.log").toFile())) {
      segment.append(MemoryRecords.withRecords(Compression.lz4().build(), record));
    }
  }

  public void heldKey(Duration age) throws RocksDBException, IOException {
    table("held-keys", HeldKeys.storeKey(now.minus(age).getEpochSecond(), KEY), new byte[] {1});
  }

  public void knownKey(Duration sinceItsEnd) throws RocksDBException, IOException {
    long end = now.minus(sinceItsEnd).getEpochSecond() / Interval.LENGTH.toSeconds();
    var known =
        KnownKey.first(Math.toIntExact(end - 144), 144, ReportType.CONFIRMED_TEST, 0)
            .valueIn(new byte[0]);
    table("known-keys", KEY, known);
  }

  private void table(String store, byte[] key, byte[] value) throws RocksDBException, IOException {
    Path directory =
        Files.createDirectories(
            data.streams().resolve("streams-processor/0_1/rocksdb").resolve(store));
    try (var options = new Options();
        var environment = new EnvOptions();
        var writer = new SstFileWriter(environment, options)) {
      writer.open(directory.resolve("000007.sst").toString());
      writer.put(key, value);
      writer.finish();
    }
  }

  void spooled(Duration age) throws IOException {
    file(data.spool().resolve("1.keys"), KEY, age);
  }

  /** What a connector reads. */
  void beingRead(Duration age) throws IOException {
    file(data.connectSpool().resolve("2.batch"), KEY, age);
  }

  /** What an origin that was killed left. */
  void heldByOrigin(Duration age) throws IOException {
    file(data.held().resolve("keyferry-origin-1/3"), KEY, age);
  }

  /** The file by which exporters keep others from their directory. */
  void lock(Duration age) throws IOException {
    file(data.spool().resolve("one/lock"), new byte[0], age);
  }

  void object(String name, Duration stored) throws IOException {
    file(data.objects().resolve("keyferry").resolve(name), KEY, stored);
  }

  private void file(Path file, byte[] bytes, Duration age) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, FileTime.from(now.minus(age)));
  }

  public void setting(String name, String value) throws IOException {
    Files.writeString(data.regionSettings(), name + "=" + value + "\n");
  }
}
