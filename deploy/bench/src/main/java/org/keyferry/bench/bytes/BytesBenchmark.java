package org.keyferry.bench.bytes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.bench.Benchmark;
import org.keyferry.bench.Effort;
import org.keyferry.bench.process.Workplace;
import org.keyferry.bench.report.Comparison;
import org.keyferry.wire.filter.FilterKind;

/**
 * Bytes of keys in each format beside the 16 random bytes of a key, and of items in each kind of
 * filter beside what its error rate costs at least. Sizes are the same in each pass, so there is
 * one.
 */
public final class BytesBenchmark implements Benchmark {
  /** A small batch, one of a region, and the largest file. */
  private static final List<Integer> KEYS = List.of(1_000, 50_000, 500_000);

  private static final List<Integer> ITEMS = List.of(10_000, 100_000, 1_000_000, 10_000_000);

  @Override
  public String name() {
    return "bytes";
  }

  @Override
  public List<Comparison> run(Effort effort, Workplace workplace) throws IOException {
    var comparisons = new ArrayList<Comparison>();
    for (int keys : effort.keys().isEmpty() ? KEYS : effort.keys()) {
      if (keys <= KeyBytes.MOST_KEYS) {
        for (SaidOfKeys said : SaidOfKeys.values()) {
          workplace.tell("%,d keys in each format, %s".formatted(keys, said.inWords()));
          comparisons.add(new KeyBytes(keys, said, workplace.directory()).comparison());
        }
      }
    }
    for (int items : effort.keys().isEmpty() ? ITEMS : effort.keys()) {
      for (FilterKind kind : FilterKind.values()) {
        workplace.tell("%,d items in a filter, %s".formatted(items, kind));
        comparisons.add(new FilterBytes(kind, items).comparison());
      }
    }
    return comparisons;
  }
}
