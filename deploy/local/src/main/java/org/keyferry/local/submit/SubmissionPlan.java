package org.keyferry.local.submit;

import java.time.Duration;
import org.keyferry.local.upload.Declaration;

/**
 * How many phones upload what, and how fast.
 *
 * @param count uploads
 * @param keys keys of each upload, 1 to 14
 * @param parallel uploads under way at once, at most
 * @param rate uploads begun in a second, at most; 0 for as fast as answers come
 * @param declared what each person says about where contacts may live
 */
public record SubmissionPlan(int count, int keys, int parallel, double rate, Declaration declared) {
  private static final double NANOS = 1e9;

  /** How long after the first upload the one of that number begins. */
  Duration dueAfter(int number) {
    return rate == 0 ? Duration.ZERO : Duration.ofNanos((long) (number * NANOS / rate));
  }
}
