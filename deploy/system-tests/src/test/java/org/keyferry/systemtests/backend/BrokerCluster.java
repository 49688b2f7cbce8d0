package org.keyferry.systemtests.backend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.keyferry.local.backend.FreePorts;

/**
 * The brokers of a backend, each a controller too: one, or a cluster in which everything has a copy
 * on each broker and needs all but one of them.
 */
final class BrokerCluster {
  private final Map<Part, Integer> ports = new EnumMap<>(Part.class);
  private final Map<Part, Integer> controllerPorts = new EnumMap<>(Part.class);
  private final String id = Uuid.randomUuid().toString();

  BrokerCluster(Collection<Part> parts, Map<Part, Integer> ports) {
    parts.stream()
        .filter(Part::isBroker)
        .forEach(broker -> {
          this.ports.put(broker, ports.get(broker));
          controllerPorts.put(broker, FreePorts.next());
        });
  }

  int count() {
    return ports.size();
  }

  String bootstrapServers() {
    return ports.values().stream()
        .map(port -> "127.0.0.1:" + port)
        .collect(Collectors.joining(","));
  }

  /** What a broker's process is told behind its directory and port. */
  List<String> arguments(Part broker) {
    var arguments = new ArrayList<String>();
    arguments.add(String.valueOf(controllerPorts.get(broker)));
    if (count() > 1) {
      node(broker).forEach((name, value) -> arguments.add(name + "=" + value));
    }
    return arguments;
  }

  private Map<String, String> node(Part broker) {
    String copies = String.valueOf(count());
    String needed = String.valueOf(count() - 1);
    return Map.ofEntries(
        Map.entry("cluster.id", id),
        Map.entry("node.id", String.valueOf(broker.number())),
        Map.entry("controller.quorum.voters", voters()),
        Map.entry("default.replication.factor", copies),
        Map.entry("min.insync.replicas", needed),
        Map.entry("offsets.topic.replication.factor", copies),
        Map.entry("transaction.state.log.replication.factor", copies),
        Map.entry("transaction.state.log.min.isr", needed),
        // What a silent writer left open must not keep readers waiting for longer than it has to.
        Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
        // Two cores are shared by a dozen processes: a broker may be silent for longer.
        Map.entry("broker.session.timeout.ms", "6000"));
  }

  private String voters() {
    return controllerPorts.entrySet().stream()
        .map(node -> node.getKey().number() + "@127.0.0.1:" + node.getValue())
        .collect(Collectors.joining(","));
  }
}
