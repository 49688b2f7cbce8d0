package org.keyferry.local.demo;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.keyferry.local.authority.DevelopmentAuthority;
import org.keyferry.local.backend.AppSettings;
import org.keyferry.local.backend.Backend;
import org.keyferry.local.backend.RunDescriptor;
import org.keyferry.local.phone.FeedClient;
import org.keyferry.local.text.Progress;
import org.keyferry.local.upload.UploadClient;
import org.keyferry.wire.export.ExportVerifier;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.feed.BatchWindow;

/**
 * Tells the story once: phones meet, patients upload in two waves, batches appear, the others fetch
 * them and match.
 *
 * <p>in: {@link DemoPlan}; out: {@link DemoResult}
 */
public final class Demo {
  private final DemoPlan plan;
  private final Backend backend;
  private final Progress progress;
  private final InstantSource clock;

  /**
   * @param plan what to demonstrate
   * @param backend not started yet
   * @param progress is told each step
   * @param clock the day on which the story plays
   */
  public Demo(DemoPlan plan, Backend backend, Progress progress, InstantSource clock) {
    this.plan = plan;
    this.backend = backend;
    this.progress = progress;
    this.clock = clock;
  }

  /** Starts the backend, plays, and compares with what had to come out. */
  public DemoResult run() throws IOException, InterruptedException, MalformedExport {
    progress.say("starting broker, object store and apps on " + plan.data().root());
    RunDescriptor running = backend.start(plan.backend(), plan.ports());
    progress.say("the backend is ready");
    var world = World.of(plan.phones(), plan.seed(), clock.instant());
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
    var uploads = uploads(running);
    var listeners = listeners(world, running);
    play(uploadPlan, uploads, listeners, running);
    var observed = listeners.observed(uploads.refusals());
    return new DemoResult(running, truth, observed, listeners.files(), uploads);
  }

  private void play(
      UploadPlan uploadPlan, Uploads uploads, Listeners listeners, RunDescriptor running)
      throws IOException, InterruptedException, MalformedExport {
    var published = new Published(running.exporter(), DemoPlan.REGION.code(), backend);
    published.skipWhatIsThere();
    int last = uploadPlan.waves().size() - 1;
    for (int wave = 0; wave <= last; wave++) {
      uploads.make(uploadPlan.waves().get(wave));
      progress.say(
          "%d uploads, %d keys acknowledged; waiting for the bucket to close"
              .formatted(uploads.made(), uploads.acknowledgedKeys()));
      published.awaitKeys(uploadPlan.publishedAfter(wave).size());
      progress.say("batch " + published.newest().sequence() + " is published");
      if (wave == last && plan.tampering() != null) {
        tamper(published, running);
      }
      listeners.poll();
      progress.say(
          "%d phones looked, %d files so far; %d are warned"
              .formatted(listeners.count(), listeners.files(), listeners.warned()));
    }
  }

  private void tamper(Published published, RunDescriptor running)
      throws IOException, MalformedExport {
    var batch = published.newest();
    String file = batch.objects().getFirst().name();
    try (var intruder = new StoreIntruder(running.s3(), plan.data(), DemoPlan.REGION)) {
      intruder.apply(plan.tampering(), file, new BatchWindow(batch.start(), batch.end()));
    }
    progress.say("tampered with the store from outside: %s, %s".formatted(plan.tampering(), file));
  }

  private Uploads uploads(RunDescriptor running) {
    return new Uploads(
        new UploadClient(URI.create(running.gateway())),
        DevelopmentAuthority.read(plan.data().authority()),
        clock);
  }

  private Listeners listeners(World world, RunDescriptor running) throws IOException {
    var publicKey = SigningKeys.readPublic(plan.data().signing().resolve("public.pem"));
    var verifier = new ExportVerifier(Map.of(AppSettings.SIGNING_KEY, publicKey));
    var origin = URI.create(running.origin());
    return new Listeners(
        world.others(), http -> new FeedClient(http, origin, DemoPlan.REGION.code(), verifier));
  }
}
