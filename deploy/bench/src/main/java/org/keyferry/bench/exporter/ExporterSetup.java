package org.keyferry.bench.exporter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.keyferry.bench.process.Broker;
import org.keyferry.bench.process.ObjectStorage;
import org.keyferry.bench.process.Workplace;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.topic.Topics;

/** What exporters are started with: a bucket, a signing key, and feeds whose batches they get. */
public final class ExporterSetup {
  private static final SigningKeyId SIGNING_KEY = new SigningKeyId("bench", "v1");
  static final Duration BUCKET = Duration.ofMinutes(10);

  private final ObjectStorage storage;
  private final Workplace workplace;
  private final Path privateKey;
  private final ECPublicKey publicKey;

  /** With a new signing key in the workplace. */
  public ExporterSetup(ObjectStorage storage, Workplace workplace) throws IOException {
    this.storage = storage;
    this.workplace = workplace;
    this.privateKey = workplace.directory().resolve("private.pem");
    var pair = SigningKeys.generate();
    SigningKeys.writePrivate(privateKey, pair.getPrivate());
    this.publicKey = (ECPublicKey) pair.getPublic();
  }

  ObjectStorage storage() {
    return storage;
  }

  /** What the instances publish, read through a client of the store. */
  public PublishedFiles files(ObjectStore objects) {
    return PublishedFiles.in(objects, storage.directory(), SIGNING_KEY, publicKey);
  }

  /** As many feeds in each partition, so that work can be divided at all. */
  static List<Feed> evenFeeds(int ofPartition) {
    int partitions = Broker.TOPICS.partitions(Topics.BATCHES_SEALED);
    var counts = new HashMap<Integer, Integer>();
    var feeds = new ArrayList<Feed>();
    for (int number = 0; feeds.size() < ofPartition * partitions; number++) {
      var feed =
          new Feed("F" + number, null, new Region("NL"), BUCKET, null, null, null, null, null);
      int partition = BuiltInPartitioner.partitionForKey(feed.id().getBytes(US_ASCII), partitions);
      if (counts.merge(partition, 1, Integer::sum) <= ofPartition) {
        feeds.add(feed);
      }
    }
    return feeds;
  }

  /** The settings of an instance with a spool of its own. */
  public Map<String, String> settings(Broker broker, String instance) {
    S3Settings s3 = storage.settings();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("keyferry.kafka.bootstrap-servers", broker.settings().bootstrapServers());
    settings.put("keyferry.topics.replication-factor", "1");
    settings.put("keyferry.s3.endpoint", s3.endpoint().toString());
    settings.put("keyferry.s3.bucket", s3.bucket());
    settings.put("keyferry.s3.access-key", s3.accessKey());
    settings.put("keyferry.s3.secret-key", s3.secretKey());
    settings.put("keyferry.exporter.signing-keys[0].id", SIGNING_KEY.id());
    settings.put("keyferry.exporter.signing-keys[0].version", SIGNING_KEY.version());
    settings.put("keyferry.exporter.signing-keys[0].private-key-file", privateKey.toString());
    settings.put(
        "keyferry.exporter.spool-directory",
        workplace.directory().resolve("spool-" + instance).toString());
    return settings;
  }
}
