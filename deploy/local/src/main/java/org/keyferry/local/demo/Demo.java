package org.keyferry.local.demo;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.keyferry.local.peers.LocalBackend;
import org.keyferry.local.peers.Onboarding;
import org.keyferry.local.text.Progress;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.feed.BatchWindow;

/**
 * Tells the story once: people travel and meet, patients upload at home in two waves, batches
 * appear, the others' phones fetch those of the regions in which they were, and match.
 *
 * <p>in: {@link DemoPlan}; out: {@link DemoResult}
 */
public final class Demo {
  private final DemoPlan plan;
  private final Regions regions;
  private final Progress progress;
  private final InstantSource clock;

  /**
   * @param plan what to demonstrate
   * @param regions not started yet
   * @param progress is told each step
   * @param clock the day on which the story plays
   */
  public Demo(DemoPlan plan, Regions regions, Progress progress, InstantSource clock) {
    this.plan = plan;
    this.regions = regions;
    this.progress = progress;
    this.clock = clock;
  }

  /** Starts the backends, plays, and compares with what had to come out. */
  public DemoResult run() throws IOException, InterruptedException, MalformedExport {
    progress.say(
        "starting broker, object store and apps of %s on %s"
            .formatted(plan.population().regions(), plan.data().root()));
    regions.start(plan.backends(), plan.ports());
    progress.say(
        plan.population().regions().size() == 1 ? "the backend is ready" : "all are ready");
    onboard();
    var world = World.of(plan.population(), plan.phones(), plan.seed(), clock.instant());
    var uploadPlan = UploadPlan.of(world);
    var truth = GroundTruth.of(world, uploadPlan);
    truth.write(plan.groundTruth());
    progress.say(
        "%d phones met %d times (seed %d), %d fell ill; %s says that %d others must be warned"
            .formatted(
                plan.phones(),
                world.meetings(),
                plan.seed(),
                world.patients().size(),
                plan.groundTruth().getFileName(),
                truth.exposed().size()));
    var uploads = new Uploads(regions, clock);
    var listeners = new Listeners(world.others(), (http, region) -> regions.get(region).feed(http));
    play(uploadPlan, uploads, listeners);
    var observed = listeners.observed(uploads.refusals());
    return new DemoResult(regions, truth, observed, listeners.files(), uploads);
  }

  private void onboard() throws IOException, InterruptedException {
    var backends =
        regions.all().stream()
            .map(region -> new LocalBackend(region.data(), region.running()))
            .toList();
    if (backends.size() > 1) {
      new Onboarding(clock).connect(backends);
      progress.say("each region knows the certificates and keys of the others");
    }
  }

  private void play(UploadPlan uploadPlan, Uploads uploads, Listeners listeners)
      throws IOException, InterruptedException, MalformedExport {
    var arrivals = new Arrivals(regions, plan.longest());
    int last = uploadPlan.waves().size() - 1;
    for (int wave = 0; wave <= last; wave++) {
      uploads.make(uploadPlan.waves().get(wave));
      progress.say(
          "%d uploads, %d keys acknowledged; waiting for buckets to close"
              .formatted(uploads.made(), uploads.acknowledgedKeys()));
      Map<String, Set<String>> expected = uploadPlan.publishedAfter(wave);
      arrivals.await(expected);
      progress.say("%d keys are published where they have to be".formatted(expected.size()));
      if (wave == last && plan.tampering() != null) {
        tamper();
      }
      listeners.poll();
      progress.say(
          "%d phones looked, %d files so far; %d are warned"
              .formatted(listeners.count(), listeners.files(), listeners.warned()));
    }
  }

  private void tamper() throws IOException, MalformedExport, InterruptedException {
    RunningRegion first = regions.all().getFirst();
    var batch = NewestBatch.of(first);
    String file = batch.objects().getFirst().name();
    try (var intruder = new StoreIntruder(first.running().s3(), first.data(), first.region())) {
      intruder.apply(plan.tampering(), file, new BatchWindow(batch.start(), batch.end()));
    }
    progress.say("tampered with the store from outside: %s, %s".formatted(plan.tampering(), file));
  }
}
