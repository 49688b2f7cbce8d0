package org.keyferry.systemtests.federation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.keyferry.processor.ProcessorApplication;
import org.keyferry.wire.peer.PeerId;
import org.springframework.context.ConfigurableApplicationContext;

/** The processor of a backend, with a feed for a hub and one that passes on what a peer told. */
final class RunningProcessor implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private RunningProcessor(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts it.
   *
   * @param hubFeed id of the feed of local keys
   * @param gatewayFeed id of the feed of what the peer told
   */
  static RunningProcessor start(
      ConnectedBackend backend, String hubFeed, String gatewayFeed, PeerId peer) {
    String region = backend.member().id();
    Path secret = backend.directory().resolve("padding.secret");
    try {
      Files.writeString(secret, "a padding secret of the system tests, 32 bytes or more\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String hub = "--keyferry.plan.feeds[0].";
    String gateway = "--keyferry.plan.feeds[1].";
    return new RunningProcessor(
        ProcessorApplication.start(
            "--server.port=0",
            "--keyferry.kafka.bootstrap-servers=" + backend.bootstrapServers(),
            "--keyferry.topics.replication-factor=1",
            "--keyferry.topics.key-partitions=" + ConnectedBackend.PARTITIONS,
            "--keyferry.topics.feed-partitions=" + ConnectedBackend.PARTITIONS,
            "--keyferry.processor.home-region=" + region,
            "--keyferry.processor.embargo=0s",
            "--keyferry.processor.state-directory=" + backend.directory().resolve("streams"),
            "--keyferry.processor.padding-secret-file=" + secret,
            "--keyferry.plan.quantum=10s",
            hub + "id=" + hubFeed,
            hub + "kind=hub",
            hub + "region=" + region,
            hub + "bucket=10s",
            hub + "minimum-batch-size=0",
            gateway + "id=" + gatewayFeed,
            gateway + "kind=gateway",
            gateway + "region=" + region,
            gateway + "bucket=10s",
            gateway + "minimum-batch-size=0",
            gateway + "from.include-remote[0].peer=" + peer,
            gateway + "files.foreign-origin=own"));
  }

  @Override
  public void close() {
    context.close();
  }
}
