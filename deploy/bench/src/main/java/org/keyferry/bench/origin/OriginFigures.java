package org.keyferry.bench.origin;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.keyferry.bench.origin.OriginPass.Side;
import org.keyferry.bench.report.Comparison;
import org.keyferry.bench.report.Figure;
import org.keyferry.bench.report.Target;

/**
 * What a load found.
 *
 * @param load what was asked
 * @param passes of both
 */
record OriginFigures(OriginLoad load, List<OriginPass> passes) {
  private static final String NAME = "origin";
  private static final double REQUESTS = 0.5;
  private static final double BYTES = 0.7;

  /** The slowest of a hundred may take three times as long as nginx's. */
  private static final double NINETY_NINE = 1 / 3.0;

  /** How much of the memory may be added in a minute. */
  private static final double MOST_GROWTH = 1.01;

  /** By how much a flood may move what others wait. */
  private static final double MOST_MOVED = 1.1;

  private static final double SECONDS = 60;

  List<Comparison> comparisons() {
    return List.of(throughput(), latency());
  }

  private Comparison throughput() {
    boolean large = load.name().startsWith("10 MB");
    return new Comparison(
        NAME,
        load.name(),
        of("requests of a core", "1/s", OriginPass::origin, Side::perCore),
        of("limit: nginx", "1/s", OriginPass::nginx, Side::perCore),
        Target.share(large ? BYTES : REQUESTS),
        List.of(
            of("requests", "1/s", OriginPass::origin, side -> side.load().perSecond()),
            of("requests of nginx", "1/s", OriginPass::nginx, side -> side.load().perSecond())),
        List.of(
            "origin: wrk asks over "
                + load.wrk().connections()
                + " connections, and shares the machine with who answers. Requests of a core are"
                + " those for each second of processor time that the server took."));
  }

  private Comparison latency() {
    return new Comparison(
        NAME,
        load.name() + ": 99 of 100 answered",
        of("nginx within", "ms", OriginPass::nginx, Side::ninetyNineMillis),
        of("limit: the origin within", "ms", OriginPass::origin, Side::ninetyNineMillis),
        Target.share(NINETY_NINE),
        List.of(),
        List.of());
  }

  private Figure of(
      String name, String unit, Function<OriginPass, Side> side, ToDoubleFunction<Side> value) {
    return new Figure(name, unit, passes.stream().map(side).mapToDouble(value).boxed().toList());
  }

  /**
   * What slow readers cost.
   *
   * @param readers how many
   * @param resident memory, once a second
   */
  static Comparison slowReaders(int readers, List<Double> resident) {
    List<Double> half = resident.subList(resident.size() / 2, resident.size());
    double minutes = Math.max(1, half.size()) / SECONDS;
    double growth = Math.pow(half.getLast() / half.getFirst(), 1 / minutes);
    return new Comparison(
        NAME,
        "%,d slow readers of a 10 MB object".formatted(readers),
        Figure.of(
            "memory a minute before the end of the last half, as its growth has it",
            "MiB",
            half.getLast() / growth),
        Figure.of("limit: memory at the end", "MiB", half.getLast()),
        Target.share(1 / MOST_GROWTH),
        List.of(
            Figure.of("memory at the beginning", "MiB", resident.getFirst()),
            Figure.of("most memory", "MiB", resident.stream().max(Double::compare).orElseThrow())),
        List.of());
  }

  /**
   * What a flood costs others.
   *
   * @param quiet what 99 of 100 answers took at most, ms
   * @param beside the same while another server of the machine is flooded
   * @param flooded the same while the cache is flooded
   */
  static Comparison flooded(List<Double> quiet, List<Double> beside, List<Double> flooded) {
    return new Comparison(
        NAME,
        "a phone behind nginx, 99 of 100 answered, while another address floods",
        new Figure("while another server is flooded within", "ms", beside),
        new Figure("limit: while nginx is flooded within", "ms", flooded),
        Target.share(1 / MOST_MOVED),
        List.of(new Figure("without a flood within", "ms", quiet)),
        List.of(
            "origin: nginx has the configuration of deploy/nginx. The flood is as many as 5,000"
                + " requests a second of one address, which nginx lets wait for their turn; the"
                + " phone asks 500 times a second. Who floods shares the machine, and takes as"
                + " much of it as another server lets it."));
  }
}
