package org.keyferry.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.TransactionVersion;

/**
 * A KRaft broker and controller in one, on loopback.
 *
 * <p>in: launcher's process id, directory, broker port, controller port, any number of {@code
 * NAME=VALUE} for the broker; out: a Kafka cluster of one, or a node of the one that those name
 */
public final class BrokerProcess {
  /** Not the broker's own: what all nodes of a cluster are formatted with. */
  private static final String CLUSTER = "cluster.id";

  private static final int ARGUMENTS = 4;

  /** What is the same on every machine: one node, so one copy of everything, and little memory. */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("process.roles", "broker,controller"),
          Map.entry("node.id", "1"),
          Map.entry("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
          Map.entry("inter.broker.listener.name", "BROKER"),
          Map.entry("controller.listener.names", "CONTROLLER"),
          Map.entry("auto.create.topics.enable", "false"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", "4"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("transaction.state.log.num.partitions", "4"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "1"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          Map.entry("background.threads", "2"),
          Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
          // A backend that never runs for long has to delete too.
          Map.entry("log.initial.task.delay.ms", "1000"),
          Map.entry("log.retention.check.interval.ms", "10000"),
          // After kill -9 the old registration blocks the new one until this has passed.
          Map.entry("broker.session.timeout.ms", "3000"),
          Map.entry("broker.heartbeat.interval.ms", "500"));

  private BrokerProcess() {}

  /** Runs until the launcher ends or SIGTERM comes. */
  public static void main(String[] args) {
    Parent.follow(args[0]);
    Path directory = Path.of(args[1]);
    try {
      Properties properties = properties(directory, args[2], args[3]);
      Stream.of(args).skip(ARGUMENTS).forEach(more -> add(properties, more.split("=", 2)));
      format(directory, properties);
      run(new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM));
    } catch (Exception e) {
      // Threads of a half-started broker would keep the JVM alive.
      throw ChildFailure.exit("the broker", e);
    }
  }

  private static void run(KafkaRaftServer server) {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::shutdown));
    server.startup();
    server.awaitShutdown();
  }

  private static void add(Properties properties, String[] setting) {
    properties.put(setting[0], setting[1]);
  }

  private static Properties properties(Path directory, String port, String controllerPort) {
    var properties = new Properties();
    properties.putAll(SETTINGS);
    properties.put(CLUSTER, Uuid.randomUuid().toString());
    String listeners = "BROKER://127.0.0.1:" + port;
    properties.put("listeners", listeners + ",CONTROLLER://127.0.0.1:" + controllerPort);
    properties.put("advertised.listeners", listeners);
    properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    properties.put("log.dirs", directory.toString());
    return properties;
  }

  private static void format(Path directory, Properties properties) throws Exception {
    var cluster = (String) properties.remove(CLUSTER);
    Files.createDirectories(directory);
    if (isFormatted(directory)) {
      return;
    }
    new Formatter()
        .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
        .setClusterId(cluster)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(directory.toString())
        .addDirectory(directory.toString())
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .setFeatureLevel(TransactionVersion.FEATURE_NAME, TransactionVersion.TV_2.featureLevel())
        .run();
  }

  private static boolean isFormatted(Path directory) throws IOException {
    return Files.exists(directory.resolve("meta.properties"));
  }
}
