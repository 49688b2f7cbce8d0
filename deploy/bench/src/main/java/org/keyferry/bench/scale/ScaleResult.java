package org.keyferry.bench.scale;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.bench.process.ChildJvm;

/**
 * What some instances together did.
 *
 * @param perSecond keys a second of all together
 * @param cpuSeconds processor time that each instance used for it
 * @param perCpuSecond keys for each second of processor time
 */
public record ScaleResult(double perSecond, List<Double> cpuSeconds, double perCpuSecond) {
  public ScaleResult {
    cpuSeconds = List.copyOf(cpuSeconds);
  }

  /** Processor time that each has used so far. */
  public static List<Duration> cpuTimes(List<ChildJvm> instances) {
    return instances.stream().map(ChildJvm::cpuTime).toList();
  }

  /**
   * Of work that has just been done.
   *
   * @param keys how many keys there were
   * @param took how long it took
   * @param before processor time of each instance when it began
   */
  public static ScaleResult of(
      int keys, Duration took, List<ChildJvm> instances, List<Duration> before) {
    List<Duration> after = cpuTimes(instances);
    var used = new ArrayList<Double>();
    for (int i = 0; i < instances.size(); i++) {
      used.add(seconds(after.get(i).minus(before.get(i))));
    }
    double all = used.stream().mapToDouble(Double::doubleValue).sum();
    return new ScaleResult(keys / seconds(took), used, keys / all);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
