package org.keyferry.processor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A classifier as an attacker would take from a shelf: gradient-boosted decision stumps for the
 * logistic loss. Deterministic.
 */
final class BoostedStumps {
  private static final int ROUNDS = 120;
  private static final int BINS = 48;
  private static final double RATE = 0.3;

  /** What is known of one key: as many numbers for each, and what is to be found out. */
  static final class Sample {
    private final double[] features;
    private final boolean isFake;

    Sample(double[] features, boolean isFake) {
      this.features = features;
      this.isFake = isFake;
    }

    boolean isFake() {
      return isFake;
    }

    /** The first so many of the numbers. */
    List<Double> first(int many) {
      return Arrays.stream(features, 0, many).boxed().toList();
    }
  }

  private record Stump(int feature, double above, double low, double high) {
    double value(double[] features) {
      return features[feature] > above ? high : low;
    }
  }

  private final Stump[] stumps = new Stump[ROUNDS];

  /** Learns from the samples. */
  BoostedStumps(List<Sample> samples) {
    double[][] cuts = cuts(samples);
    int[][] bins = bins(samples, cuts);
    double[] scores = new double[samples.size()];
    for (int round = 0; round < ROUNDS; round++) {
      stumps[round] = best(samples, scores, cuts, bins);
      for (int i = 0; i < scores.length; i++) {
        scores[i] += RATE * stumps[round].value(samples.get(i).features);
      }
    }
  }

  /** Higher for what is more likely a fake. */
  double score(double[] features) {
    double sum = 0;
    for (Stump stump : stumps) {
      sum += RATE * stump.value(features);
    }
    return sum;
  }

  /** How often a fake gets a higher score than a key, of all pairs; a tie is half. */
  double areaUnderCurve(List<Sample> samples) {
    record Scored(double score, boolean isFake) {}

    var sorted =
        samples.stream()
            .map(sample -> new Scored(score(sample.features), sample.isFake()))
            .sorted(Comparator.comparingDouble(Scored::score))
            .toList();
    double won = 0;
    double keysBelow = 0;
    for (int from = 0; from < sorted.size(); ) {
      int to = from;
      double fakes = 0;
      double keys = 0;
      for (; to < sorted.size() && sorted.get(to).score() == sorted.get(from).score(); to++) {
        fakes += sorted.get(to).isFake() ? 1 : 0;
        keys += sorted.get(to).isFake() ? 0 : 1;
      }
      won += fakes * (keysBelow + keys / 2);
      keysBelow += keys;
      from = to;
    }
    double allFakes = sorted.stream().filter(Scored::isFake).count();
    return won / (allFakes * (sorted.size() - allFakes));
  }

  private static double[][] cuts(List<Sample> samples) {
    int features = samples.getFirst().features.length;
    double[][] cuts = new double[features][];
    for (int feature = 0; feature < features; feature++) {
      int each = feature;
      double[] values =
          samples.stream().mapToDouble(sample -> sample.features[each]).sorted().toArray();
      cuts[feature] =
          IntStream.range(1, BINS)
              .mapToDouble(bin -> values[bin * (values.length - 1) / BINS])
              .distinct()
              .toArray();
    }
    return cuts;
  }

  /** By feature and sample, the first cut that is not below the value. */
  private static int[][] bins(List<Sample> samples, double[][] cuts) {
    int[][] bins = new int[cuts.length][samples.size()];
    for (int feature = 0; feature < cuts.length; feature++) {
      for (int i = 0; i < samples.size(); i++) {
        int found = Arrays.binarySearch(cuts[feature], samples.get(i).features[feature]);
        bins[feature][i] = found >= 0 ? found : -found - 1;
      }
    }
    return bins;
  }

  private static Stump best(List<Sample> samples, double[] scores, double[][] cuts, int[][] bins) {
    double[] gradients = new double[scores.length];
    double[] weights = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      double likely = 1 / (1 + Math.exp(-scores[i]));
      gradients[i] = (samples.get(i).isFake() ? 1 : 0) - likely;
      weights[i] = likely * (1 - likely);
    }
    Stump best = null;
    double most = -1;
    for (int feature = 0; feature < cuts.length; feature++) {
      double[] gradientOf = new double[cuts[feature].length + 1];
      double[] weightOf = new double[cuts[feature].length + 1];
      for (int i = 0; i < scores.length; i++) {
        gradientOf[bins[feature][i]] += gradients[i];
        weightOf[bins[feature][i]] += weights[i];
      }
      double allGradient = Arrays.stream(gradientOf).sum();
      double allWeight = Arrays.stream(weightOf).sum();
      double gradient = 0;
      double weight = 0;
      for (int cut = 0; cut < cuts[feature].length; cut++) {
        gradient += gradientOf[cut];
        weight += weightOf[cut];
        double low = gradient / (weight + 1);
        double high = (allGradient - gradient) / (allWeight - weight + 1);
        double gain = low * gradient + high * (allGradient - gradient);
        if (gain > most) {
          most = gain;
          best = new Stump(feature, cuts[feature][cut], low, high);
        }
      }
    }
    return best;
  }
}
