package org.keyferry.bench.gateway;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keyferry.bench.Benchmark;
import org.keyferry.bench.Effort;
import org.keyferry.bench.process.App;
import org.keyferry.bench.process.Broker;
import org.keyferry.bench.process.ChildJvm;
import org.keyferry.bench.process.Workplace;
import org.keyferry.bench.report.Comparison;
import org.keyferry.submission.GatewayApplication;
import org.keyferry.wire.settings.InvalidSetting;

/** Uploads to the gateway, beside what parsing and producing, and verifying, cost alone. */
public final class GatewayBenchmark implements Benchmark {
  private static final List<String> OPTIONS = List.of("-Xmx1g");
  private static final int UPLOADS_PER_SECOND_OF_A_PASS = 1_000;
  private static final Duration LONGEST_VERIFICATION = Duration.ofSeconds(5);

  /** Certificates are made at the start and valid for 15 minutes. */
  private static final Duration LONGEST_RUN = Duration.ofMinutes(12);

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public List<Comparison> run(Effort effort, Workplace workplace) throws Exception {
    requireShort(effort);
    var authority = BenchAuthority.in(workplace.directory().resolve("authority"));
    int count = Math.toIntExact(effort.time().toSeconds() * UPLOADS_PER_SECOND_OF_A_PASS);
    try (var broker = Broker.start(workplace);
        var gateway = gateway(workplace, broker, authority);
        var alone = parseAndProduce(workplace, broker)) {
      workplace.tell(
          "gateway: making %,d uploads of %d keys".formatted(count, PreparedUploads.KEYS));
      var uploads = PreparedUploads.make(count, authority, Instant.now());
      var requests = uploads.requests();
      return List.of(
          measure(
              effort,
              workplace,
              new Contestants(
                  new LoadedApp(gateway, broker, requests, effort.connections()),
                  new LoadedApp(alone, broker, requests, effort.connections()),
                  new VerificationRate(authority.publicKey(), uploads.certificates()))));
    }
  }

  private static void requireShort(Effort effort) {
    Duration loads = effort.time().multipliedBy(2L * effort.passes());
    Duration all = loads.plus(effort.warmUp().multipliedBy(2));
    InvalidSetting.unless(
        all.compareTo(LONGEST_RUN) <= 0,
        "--seconds and --passes",
        "at most " + LONGEST_RUN.toMinutes() + " min together, as certificates expire",
        all);
  }

  private static App gateway(Workplace workplace, Broker broker, BenchAuthority authority) {
    Map<String, String> settings = new HashMap<>(authority.gatewaySettings());
    settings.putAll(brokerSettings(broker));
    return App.start(
        workplace,
        new ChildJvm.Launch("gateway", GatewayApplication.class, OPTIONS, List.of()),
        settings);
  }

  private static App parseAndProduce(Workplace workplace, Broker broker) {
    Map<String, String> settings = new HashMap<>(brokerSettings(broker));
    // The gateway's own configuration asks for a health check of the gateway's.
    settings.put("management.endpoint.health.group.readiness.include", "readinessState");
    return App.start(
        workplace,
        new ChildJvm.Launch(
            "parse-and-produce", ParseAndProduceApplication.class, OPTIONS, List.of()),
        settings);
  }

  private static Map<String, String> brokerSettings(Broker broker) {
    return Map.of(
        "keyferry.kafka.bootstrap-servers",
        broker.settings().bootstrapServers(),
        "keyferry.topics.replication-factor",
        "1");
  }

  private record Contestants(LoadedApp gateway, LoadedApp alone, VerificationRate verification) {}

  private static Comparison measure(Effort effort, Workplace workplace, Contestants contestants)
      throws Exception {
    workplace.tell("gateway: warming up");
    warmUp(contestants, effort);
    Duration verifying =
        effort.time().compareTo(LONGEST_VERIFICATION) < 0 ? effort.time() : LONGEST_VERIFICATION;
    int cores = Runtime.getRuntime().availableProcessors();
    var rounds = new ArrayList<Round>();
    for (int pass = 1; pass <= effort.passes(); pass++) {
      workplace.tell("gateway: pass %d of %d".formatted(pass, effort.passes()));
      rounds.add(
          new Round(
              contestants.gateway().load(effort.time()),
              contestants.alone().load(effort.time()),
              contestants.verification().perSecond(1, verifying),
              contestants.verification().perSecond(cores, verifying)));
    }
    return new GatewayFigures(rounds).comparison(effort.connections());
  }

  private static void warmUp(Contestants contestants, Effort effort) throws IOException {
    contestants.alone().load(effort.warmUp());
    contestants.gateway().load(effort.warmUp());
  }

  /**
   * What one pass found.
   *
   * @param gateway the gateway under load
   * @param alone parsing and producing alone, under the same load
   * @param verifyingOnOne verifications per second of one thread
   * @param verifyingOnAll verifications per second of a thread for each core
   */
  record Round(
      LoadedApp.Pass gateway, LoadedApp.Pass alone, double verifyingOnOne, double verifyingOnAll) {

    /** Uploads per second that parsing, producing and verifying leave possible. */
    double limit() {
      return 1 / (1 / alone.load().perSecond() + 1 / verifyingOnAll);
    }

    /** The same, as if verifying had one core only. */
    double limitOnOne() {
      return 1 / (1 / alone.load().perSecond() + 1 / verifyingOnOne);
    }
  }
}
