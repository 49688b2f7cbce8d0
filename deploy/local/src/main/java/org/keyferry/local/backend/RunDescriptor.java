package org.keyferry.local.backend;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * What runs on a data directory, as other commands find it in {@code keyferry.json}. It holds no
 * secret.
 *
 * @param region code of the region
 * @param exchange with whom keys are exchanged; of a hub, the other URLs of apps are null
 * @param gateway base URL of the submission gateway
 * @param origin base URL of the distribution origin
 * @param processor base URL of the streams processor
 * @param exporter base URL of the batch exporter
 * @param federation base URL of the federation gateway
 * @param federationHealth base URL of its health and metrics
 * @param connect base URL of the Connect worker
 * @param kafka host and port of the broker
 * @param s3 base URL of the object store
 * @param processes by name, {@code launcher} included
 */
public record RunDescriptor(
    String region,
    Exchange exchange,
    String gateway,
    String origin,
    String processor,
    String exporter,
    String federation,
    String federationHealth,
    String connect,
    String kafka,
    String s3,
    Map<String, RunningProcess> processes) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /**
   * A process that can be told from a later one of the same id.
   *
   * @param id process id
   * @param started when it started, or null where the system doesn't tell
   */
  public record RunningProcess(long id, Instant started) {
    static RunningProcess of(ProcessHandle handle) {
      return new RunningProcess(handle.pid(), handle.info().startInstant().orElse(null));
    }

    /** Its handle, if it still runs. */
    Optional<ProcessHandle> find() {
      return ProcessHandle.of(id).filter(handle -> of(handle).equals(this));
    }
  }

  static RunDescriptor of(
      BackendRequest request, Ports ports, Map<String, RunningProcess> processes) {
    boolean hub = request.exchange().isHub();
    return new RunDescriptor(
        request.region().code(),
        request.exchange(),
        hub ? null : local(ports.gateway()),
        hub ? null : local(ports.origin()),
        hub ? null : local(ports.processor()),
        hub ? null : local(ports.exporter()),
        "https://127.0.0.1:" + ports.federation(),
        local(ports.federationHealth()),
        hub ? null : local(ports.connect()),
        "127.0.0.1:" + ports.kafka(),
        local(ports.s3()),
        processes);
  }

  private static String local(int port) {
    return "http://127.0.0.1:" + port;
  }

  /** Whether any of its processes still runs. */
  @JsonIgnore
  public boolean isRunning() {
    return processes.values().stream().anyMatch(process -> process.find().isPresent());
  }

  /** What the directory says, if anything ran on it. */
  public static Optional<RunDescriptor> read(DataDirectory data) throws IOException {
    Path file = data.runDescriptor();
    return Files.exists(file)
        ? Optional.of(JSON.readValue(Files.readString(file), RunDescriptor.class))
        : Optional.empty();
  }

  void write(DataDirectory data) throws IOException {
    PrivateFiles.write(
        data.runDescriptor(),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }
}
