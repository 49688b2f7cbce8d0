package org.keyferry.exporter.record;

import org.keyferry.event.v1.BatchAudience;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.SealedManifest;
import org.keyferry.wire.Problem;

/**
 * What the feed's settings said of its files when the batch was sealed.
 *
 * @param audience who reads it; decides where its objects lie
 * @param retentionSeconds how long its objects stay after the window's end; 0 means the exporter's
 *     own setting
 * @param maximumKeysPerFile 0 means the exporter's own setting
 * @param region that the export files name
 * @param feedKind number of a {@code BatchFeedKind}, passed on as it is: who doesn't know it serves
 *     nothing of it
 */
public record BatchTerms(
    BatchAudience audience,
    long retentionSeconds,
    int maximumKeysPerFile,
    String region,
    int feedKind) {

  /**
   * An audience that is not known may be one that must not be served to everybody.
   *
   * @throws IllegalArgumentException if it is none of ours, or a number is negative
   */
  public BatchTerms {
    check(audience, retentionSeconds);
    check(maximumKeysPerFile >= 0, "maximum keys per file", "0 or more", maximumKeysPerFile);
  }

  private static void check(boolean holds, String what, String expected, Object actual) {
    if (!holds) {
      throw new IllegalArgumentException(
          new Problem(what, "terms of a batch", expected, String.valueOf(actual)).toString());
    }
  }

  /**
   * The recorded batch itself.
   *
   * @throws IllegalArgumentException if its terms are none of ours
   */
  static PublishedBatch checked(PublishedBatch batch) {
    check(batch.getAudience(), batch.getRetentionSeconds());
    return batch;
  }

  private static void check(BatchAudience audience, long retentionSeconds) {
    check(audience != BatchAudience.UNRECOGNIZED, "audience", "phones or peers", audience);
    check(retentionSeconds >= 0, "retention", "0 or more seconds", retentionSeconds);
  }

  /** As the manifest has them. */
  public static BatchTerms of(SealedManifest manifest) {
    return new BatchTerms(
        manifest.getAudience(),
        manifest.getRetentionSeconds(),
        manifest.getMaximumKeysPerFile(),
        manifest.getRegion(),
        manifest.getFeedKindValue());
  }

  /** What a record of a batch says of them. */
  public PublishedBatch.Builder record() {
    return PublishedBatch.newBuilder()
        .setAudience(audience)
        .setRetentionSeconds(retentionSeconds)
        .setRegion(region)
        .setFeedKindValue(feedKind);
  }
}
