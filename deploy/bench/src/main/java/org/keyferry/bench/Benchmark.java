package org.keyferry.bench;

import java.util.List;
import org.keyferry.bench.process.Workplace;
import org.keyferry.bench.report.Comparison;

/** Measures one part of the system beside its limit, in the same run. */
public interface Benchmark {
  /** What {@code ./keyferry bench NAME} calls it. */
  String name();

  /**
   * Measures.
   *
   * @param effort how much is done
   * @param workplace for this run alone
   * @return one comparison for each workload
   * @throws Exception if a part fails or a result is wrong; there is no figure then
   */
  List<Comparison> run(Effort effort, Workplace workplace) throws Exception;
}
