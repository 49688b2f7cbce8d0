package org.keyferry.bench.gateway;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.keyferry.bench.gateway.GatewayBenchmark.Round;
import org.keyferry.bench.report.Comparison;
import org.keyferry.bench.report.Figure;
import org.keyferry.bench.report.Target;

/** The figures of the gateway benchmark. */
record GatewayFigures(List<Round> rounds) {
  private static final Target TARGET = new Target(0.6, OptionalDouble.of(5_000));
  private static final double HALF = 0.5;
  private static final double ALMOST_ALL = 0.99;

  private static final List<String> NOTES =
      List.of(
          "The gateway, the broker and the limit's endpoint each run in a JVM of their own; the"
              + " load, one thread with kept-alive connections, in the benchmark's. The load is a"
              + " closed loop: each connection sends its next upload when it has the answer to the"
              + " last, so latencies are those at full load.",
          "Uploads are made before: 14 keys and a certificate each that no other has. They are"
              + " sent in turn and over again, which costs the gateway the same, as it remembers"
              + " none. Every answer must be 200, and the topic must hold 14 records for each.",
          "Limit: 1 / (1 / rate of parsing and producing alone + 1 / rate of verifying alone)."
              + " Parsing and producing alone is an endpoint on the gateway's own HTTP and producer"
              + " configuration that parses the same JSON, produces the same records with acks=all"
              + " and awaits them, under the same load. Verifying alone is Bouncy Castle's ECDSA"
              + " verification of the same certificates, on a thread for each core, as parsing and"
              + " producing have all cores too. With one thread instead, the limit is the lower"
              + " one that is also given.");

  Comparison comparison(int connections) {
    return new Comparison(
        "gateway",
        "14-key uploads, certificate checked, acks=all, " + connections + " connections",
        figure("uploads", "1/s", round -> round.gateway().load().perSecond()),
        figure("limit", "1/s", Round::limit),
        TARGET,
        List.of(
            figure("p50", "ms", round -> round.gateway().load().latencies().millis(HALF)),
            figure("p99", "ms", round -> round.gateway().load().latencies().millis(ALMOST_ALL)),
            figure("gateway CPU per upload", "ms", round -> round.gateway().cpuMillis()),
            figure("parse and produce alone", "1/s", round -> round.alone().load().perSecond()),
            figure("  its p99", "ms", round -> round.alone().load().latencies().millis(ALMOST_ALL)),
            figure("  its CPU per upload", "ms", round -> round.alone().cpuMillis()),
            figure("verify alone, all cores", "1/s", Round::verifyingOnAll),
            figure("verify alone, one thread", "1/s", Round::verifyingOnOne),
            figure("limit, verifying on one thread", "1/s", Round::limitOnOne)),
        NOTES);
  }

  private Figure figure(String name, String unit, ToDoubleFunction<Round> value) {
    return new Figure(name, unit, rounds.stream().mapToDouble(value).boxed().toList());
  }
}
