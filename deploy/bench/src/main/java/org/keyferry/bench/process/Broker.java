package org.keyferry.bench.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.keyferry.edge.kafka.BrokerCheck;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.local.backend.FreePorts;
import org.keyferry.local.process.BrokerProcess;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;

/** A broker in a JVM of its own, with every topic of the registry. */
public final class Broker implements AutoCloseable {
  /** One copy of everything, as there is one broker; the usual partitions. */
  public static final TopicSettings TOPICS = new TopicSettings(null, null, 1);

  private final ChildJvm process;
  private final KafkaSettings settings;
  private final Admin admin;

  private Broker(ChildJvm process, KafkaSettings settings) {
    this.process = process;
    this.settings = settings;
    this.admin = Admin.create(settings.clientProperties());
  }

  /** Starts it in the workplace and returns when its topics are there. */
  public static Broker start(Workplace workplace) {
    int port = FreePorts.next();
    Path data = workplace.directory().resolve("kafka");
    var process =
        workplace.start(
            new ChildJvm.Launch(
                "broker",
                BrokerProcess.class,
                List.of("-Xmx1g", ChildJvm.LOGGING),
                List.of(
                    String.valueOf(ProcessHandle.current().pid()),
                    data.toString(),
                    String.valueOf(port),
                    String.valueOf(FreePorts.next()))));
    process.awaitPort(port);
    var broker = new Broker(process, KafkaSettings.of("127.0.0.1:" + port));
    new BrokerCheck(broker.admin, broker.settings).assertSoundTransactions();
    new TopicCreation(broker.admin, TOPICS).ensureAll();
    return broker;
  }

  /** How to reach it. */
  public KafkaSettings settings() {
    return settings;
  }

  /** A client that lives as long as this. */
  public Admin admin() {
    return admin;
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
    process.close();
  }
}
