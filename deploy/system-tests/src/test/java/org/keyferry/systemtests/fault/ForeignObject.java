package org.keyferry.systemtests.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.systemtests.backend.Part;
import org.keyferry.systemtests.backend.Probe;

/** An object of somebody else under the first name of the bucket of the feed that is open. */
final class ForeignObject {
  private static final byte[] BYTES = "not ours".getBytes(UTF_8);
  private static final Duration IN_TIME = Duration.ofSeconds(2);

  private final Deployment deployment;
  private final String feed;
  private String name;
  private double alarms;

  ForeignObject(Deployment deployment, String feed) {
    this.deployment = deployment;
    this.feed = feed;
  }

  void put() throws IOException {
    alarms = alarms();
    long bucket = Deployment.BUCKET.toSeconds();
    long start = Instant.now().plus(IN_TIME).getEpochSecond() / bucket * bucket;
    name = "%s/%d-%d-00001.zip".formatted(feed, start, start + bucket);
    deployment.ledger().expectForeign(name);
    try (var store = S3Connection.open(deployment.backend().store())) {
      var content = Content.of(BYTES, "application/zip", "no-store", Map.of());
      store.objects().putIfAbsent("public/" + name, content);
    }
  }

  void takeAwayAfterAlarm(Duration patience) throws IOException {
    await("an alarm of an exporter").atMost(patience).until(() -> alarms() > alarms);
    Path object = deployment.backend().publicObjects().resolve(name);
    assertThat(object).hasBinaryContent(BYTES);
    Files.delete(object);
  }

  private double alarms() {
    return List.of(Part.EXPORTER, Part.SECOND_EXPORTER).stream()
        .map(part -> deployment.backend().url(part).resolve("/actuator/prometheus"))
        .map(Probe::get)
        .flatMap(String::lines)
        .filter(line -> line.startsWith("keyferry_foreign_objects_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
