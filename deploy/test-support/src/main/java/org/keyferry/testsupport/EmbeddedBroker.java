package org.keyferry.testsupport;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.BrokerServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.test.JaasUtils;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/**
 * Real KRaft brokers inside the test's JVM, each a combined broker and controller; gone with their
 * data when closed.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final KafkaClusterTestKit cluster;
  private final SecurityProtocol security;

  private EmbeddedBroker(KafkaClusterTestKit cluster, SecurityProtocol security) {
    this.cluster = cluster;
    this.security = security;
  }

  /** One broker, ready for clients. */
  public static EmbeddedBroker start() {
    return start(1, Map.of());
  }

  /** So many brokers with further broker settings, ready for clients. */
  public static EmbeddedBroker start(int brokers, Map<String, String> settings) {
    return start(brokers, settings, SecurityProtocol.PLAINTEXT);
  }

  /** One broker that answers only clients with {@link #clientProperties}: they have a password. */
  public static EmbeddedBroker startSecured() {
    return start(1, Map.of(), SecurityProtocol.SASL_PLAINTEXT);
  }

  private static EmbeddedBroker start(
      int brokers, Map<String, String> settings, SecurityProtocol security) {
    try {
      var nodes =
          new TestKitNodes.Builder()
              .setCombined(true)
              .setBrokerSecurityProtocol(security)
              .setControllerSecurityProtocol(security)
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
      return new EmbeddedBroker(cluster, security);
    } catch (Exception e) {
      throw new IllegalStateException("the embedded broker did not start", e);
    }
  }

  /** Where clients connect, as host:port. */
  public String bootstrapServers() {
    return cluster.bootstrapServers();
  }

  /** What a client needs to be let in, beside the address. */
  public Map<String, String> clientProperties() {
    return security == SecurityProtocol.PLAINTEXT
        ? Map.of()
        : Map.of(
            "security.protocol",
            security.name,
            "sasl.mechanism",
            "PLAIN",
            "sasl.jaas.config",
            PlainLoginModule.class.getName()
                + " required username=\""
                + JaasUtils.KAFKA_PLAIN_ADMIN
                + "\" password=\""
                + JaasUtils.KAFKA_PLAIN_ADMIN_PASSWORD
                + "\";");
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
    var properties = new HashMap<String, Object>(clientProperties());
    properties.put("bootstrap.servers", bootstrapServers());
    return Admin.create(properties);
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
