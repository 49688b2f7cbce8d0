package org.keyferry.local.demo;

import java.util.Comparator;
import org.keyferry.local.status.AppStatus;
import org.keyferry.local.status.BatchStatus;

/** Asks the exporter of a region what it published last. */
final class NewestBatch {
  private NewestBatch() {}

  /** The newest batch of the public feed that has a file. */
  static BatchStatus.Published of(RunningRegion region) throws InterruptedException {
    return new AppStatus()
        .batches(region.running().exporter()).stream()
            .flatMap(status -> status.published().stream())
            .filter(batch -> batch.feed().equals(region.region().code()))
            .filter(batch -> !batch.objects().isEmpty())
            .max(Comparator.comparingLong(BatchStatus.Published::sequence))
            .orElseThrow();
  }
}
