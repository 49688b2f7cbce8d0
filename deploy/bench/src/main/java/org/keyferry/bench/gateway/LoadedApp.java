package org.keyferry.bench.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.keyferry.bench.data.TopicEnds;
import org.keyferry.bench.process.App;
import org.keyferry.bench.process.Broker;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.topic.Topics;

/**
 * An app that takes uploads, and what it does under load. Every load is checked: all answers are
 * 200, and for each of them 14 records are in the topic.
 *
 * @param app takes uploads
 * @param broker where it writes them
 * @param requests sent in turn and over again
 * @param connections how many uploads are under way at once
 */
record LoadedApp(App app, Broker broker, List<byte[]> requests, int connections) {

  /** The load's result, and the processor time of the app that each upload took, in ms. */
  record Pass(LoadResult load, double cpuMillis) {}

  Pass load(Duration time) throws IOException {
    long recordsBefore = records();
    Duration cpuBefore = app.process().cpuTime();
    try (var generator = new LoadGenerator(app.address(), connections, requests)) {
      LoadResult result = generator.run(time);
      Duration cpu = app.process().cpuTime().minus(cpuBefore);
      requireSound(result, records() - recordsBefore);
      return new Pass(result, cpu.toNanos() / 1e6 / result.accepted());
    }
  }

  private long records() {
    return TopicEnds.of(broker.admin(), Topics.KEYS_SUBMITTED.name()).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static void requireSound(LoadResult result, long records) {
    long expected = result.accepted() * PreparedUploads.KEYS;
    if (!result.allAccepted() || records != expected) {
      throw new CommandFailure(
          new Problem(
              "uploads",
              "the gateway benchmark",
              "200 for each and " + expected + " records",
              "answers by status " + result.statuses() + " and " + records + " records"));
    }
  }
}
