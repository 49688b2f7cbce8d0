package org.keyferry.processor.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;

/** What is deleted from an open store that hardly anything is written to leaves its files. */
@Tag("SP3")
class FlushedStoreTest {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Bytes MARKED = bytes("a marked key 016");
  private static final byte[] MARKED_VALUE = "a marked value".getBytes(US_ASCII);

  @TempDir private Path directory;
  private FlushedStore store;
  private int written;

  /** As in production, with a second instead of a day. */
  public static final class Hurried implements RocksDBConfigSetter {
    private final StoreMemory production = new StoreMemory();

    @Override
    public void setConfig(String name, Options options, Map<String, Object> configs) {
      production.setConfig(name, options, configs);
      options.setPeriodicCompactionSeconds(1);
    }

    @Override
    public void close(String name, Options options) {
      production.close(name, options);
    }
  }

  @BeforeEach
  void open() {
    store = new FlushedStore("known-keys", Duration.ofMillis(200));
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
    StoreMemory.addTo(properties, new StoreSettings(null, null));
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, Hurried.class);
    var context =
        new MockProcessorContext<Void, Void>(properties, new TaskId(0, 0), directory.toFile());
    store.init(context.getStateStoreContext(), store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatIsWrittenReachesTheDiskWithoutMore() {
    store.put(MARKED, MARKED_VALUE);

    await().atMost(LONGEST).until(() -> !filesWith(MARKED.get()).isEmpty());
  }

  @Test
  void whatIsDeletedLeavesEveryFileIfOnlyTracesAreWritten() {
    store.put(MARKED, MARKED_VALUE);
    await()
        .atMost(LONGEST)
        .until(() -> !filesWith(MARKED.get()).isEmpty() && !filesWith(MARKED_VALUE).isEmpty());

    store.put(MARKED, null);

    await()
        .atMost(LONGEST)
        .untilAsserted(() -> {
          store.put(bytes("trace " + written++), null);
          assertThat(filesWith(MARKED.get())).isEmpty();
          assertThat(filesWith(MARKED_VALUE)).isEmpty();
        });
  }

  private List<Path> filesWith(byte[] wanted) throws IOException {
    String text = new String(wanted, ISO_8859_1);
    var found = new ArrayList<Path>();
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (contains(file, text)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static boolean contains(Path file, String text) throws IOException {
    try {
      return Files.readString(file, ISO_8859_1).contains(text);
    } catch (java.nio.file.NoSuchFileException e) {
      // A compaction was faster.
      return false;
    }
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(US_ASCII));
  }
}
