package org.keyferry.testsupport;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kafka.server.BrokerServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/**
 * Real KRaft brokers inside the test's JVM, each a combined broker and controller; gone with their
 * data when closed.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final KafkaClusterTestKit cluster;

  private EmbeddedBroker(KafkaClusterTestKit cluster) {
    this.cluster = cluster;
  }

  /** One broker, ready for clients. */
  public static EmbeddedBroker start() {
    return start(1, Map.of());
  }

  /** So many brokers with further broker settings, ready for clients. */
  public static EmbeddedBroker start(int brokers, Map<String, String> settings) {
    try {
      var nodes =
          new TestKitNodes.Builder()
              .setCombined(true)
              .setNumBrokerNodes(brokers)
              .setNumControllerNodes(brokers)
              .build();
      var builder =
          new KafkaClusterTestKit.Builder(nodes)
              .setConfigProp("offsets.topic.replication.factor", String.valueOf(brokers))
              .setConfigProp("offsets.topic.num.partitions", "4")
              .setConfigProp("transaction.state.log.replication.factor", String.valueOf(brokers))
              .setConfigProp(
                  "transaction.state.log.min.isr", String.valueOf(Math.max(1, brokers - 1)))
              .setConfigProp("transaction.state.log.num.partitions", "4")
              .setConfigProp("group.initial.rebalance.delay.ms", "0")
              .setConfigProp("auto.create.topics.enable", "false");
      settings.forEach(builder::setConfigProp);
      var cluster = builder.build();
      cluster.format();
      cluster.startup();
      cluster.waitForReadyBrokers();
      return new EmbeddedBroker(cluster);
    } catch (Exception e) {
      throw new IllegalStateException("the embedded broker did not start", e);
    }
  }

  /** Where clients connect, as host:port. */
  public String bootstrapServers() {
    return cluster.bootstrapServers();
  }

  /** Where the brokers keep their segments. */
  public List<Path> directories() {
    return cluster.nodes().brokerNodes().values().stream()
        .flatMap(broker -> broker.logDataDirectories().stream())
        .map(Path::of)
        .toList();
  }

  /** An admin client; the caller closes it. */
  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  /** The brokers go away, as in an outage: clients can't connect, and the data stays. */
  public void stopBrokers() {
    cluster.brokers().values().forEach(BrokerServer::shutdown);
  }

  /** The brokers come back with their data, where they were. */
  public void startBrokers() {
    try {
      cluster.brokers().values().forEach(BrokerServer::startup);
      cluster.waitForReadyBrokers();
    } catch (Exception e) {
      throw new IllegalStateException("the embedded broker did not start again", e);
    }
  }

  @Override
  public void close() {
    try {
      cluster.close();
    } catch (Exception e) {
      throw new IllegalStateException("the embedded broker did not stop", e);
    }
  }
}
