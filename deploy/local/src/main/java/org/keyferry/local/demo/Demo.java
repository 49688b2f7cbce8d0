package org.keyferry.local.demo;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.keyferry.client.fetch.DirectTransport;
import org.keyferry.client.fetch.SharedCache;
import org.keyferry.client.fetch.Transport;
import org.keyferry.local.peers.LocalBackend;
import org.keyferry.local.peers.Onboarding;
import org.keyferry.local.text.Progress;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.Peer;

/**
 * Tells the story once: people travel and meet, patients upload at home in two waves, batches
 * appear, the others' phones fetch those of the regions in which they were, in every way in which
 * apps do, and match.
 *
 * <p>in: {@link DemoPlan}; out: {@link DemoResult}
 */
public final class Demo {
  private final DemoPlan plan;
  private final Regions regions;
  private final Progress progress;
  private final InstantSource clock;
  private final List<UnvisitedReader> readers = new ArrayList<>();

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
            .formatted(plan.ways().backends(), plan.data().root()));
    var declared = DeclaredRegion.any(new Random());
    regions.start(plan.backends(declared), plan.ports());
    progress.say(plan.ways().backends().size() == 1 ? "the backend is ready" : "all are ready");
    onboard();
    var world = World.of(plan.ways(), plan.phones(), plan.seed(), clock.instant());
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
    var uploads = new Uploads(regions, declared, clock);
    try (var transport = new DirectTransport()) {
      var listeners = listeners(world.others(), new SharedCache(transport));
      // Phones must not get from a cache what was looked at ahead of them.
      var ahead = new SharedCache(transport);
      play(uploadPlan, uploads, listeners, new Arrivals(regions, ahead, plan.longest()));
      return new DemoResult(regions, truth, observed(listeners), uploads, afterwards(declared));
    }
  }

  private Map<Design, Listeners> listeners(List<Person> people, Transport transport) {
    Map<Design, Listeners> listeners = new EnumMap<>(Design.class);
    for (Design design : Design.values()) {
      listeners.put(
          design, new Listeners(design, people, regions.directory(design), transport, clock));
    }
    return listeners;
  }

  private static Observed observed(Map<Design, Listeners> listeners) {
    Map<Design, Observation> byDesign = new EnumMap<>(Design.class);
    listeners.forEach((design, phones) -> byDesign.put(design, phones.observed()));
    return new Observed(byDesign);
  }

  private Afterwards afterwards(DeclaredRegion declared)
      throws IOException, InterruptedException, MalformedExport {
    var unvisited = new LinkedHashMap<Region, UnvisitedReader.Received>();
    for (UnvisitedReader reader : readers) {
      unvisited.put(reader.region(), reader.read(regions.all()));
    }
    var found = new DeclarationSearch(declared).in(regions.withHubs());
    progress.say(
        "%d topics and objects searched for what people declared".formatted(found.looked()));
    return new Afterwards(unvisited, found);
  }

  private void onboard() throws IOException, InterruptedException {
    var peers = new ArrayList<Peer>();
    for (Region region : plan.unvisited()) {
      var reader = new UnvisitedReader(region, plan.data().root().resolve("reader-" + region));
      readers.add(reader);
      peers.add(reader.asPeer());
    }
    var backends =
        regions.withHubs().stream()
            .map(region -> new LocalBackend(region.data(), region.running()))
            .toList();
    if (backends.size() + peers.size() > 1) {
      new Onboarding(clock).connect(backends, peers);
      tellWays();
    }
  }

  private void tellWays() {
    for (Way way : Way.values()) {
      List<String> pairs = plan.ways().pairs(way);
      if (!pairs.isEmpty()) {
        progress.say("%s exchange keys %s".formatted(String.join(", ", pairs), way.text()));
      }
    }
  }

  private void play(
      UploadPlan uploadPlan, Uploads uploads, Map<Design, Listeners> listeners, Arrivals arrivals)
      throws IOException, InterruptedException, MalformedExport {
    int last = uploadPlan.waves().size() - 1;
    for (int wave = 0; wave <= last; wave++) {
      uploads.make(uploadPlan.waves().get(wave));
      progress.say(
          "%d uploads, %d keys acknowledged; waiting for buckets to close"
              .formatted(uploads.made(), uploads.acknowledgedKeys()));
      // What came before they have not seen yet: buckets have to close anyway. What will be
      // tampered
      // with nobody may have seen.
      if (wave > 0 && plan.tampering() == null) {
        look(Design.SIGNED_LIST, listeners);
      }
      Map<String, Map<String, Way>> expected = uploadPlan.publishedAfter(wave);
      arrivals.await(expected);
      progress.say("%d keys are published where they have to be".formatted(expected.size()));
      if (wave == last && plan.tampering() != null) {
        tamper();
      }
      look(Design.EXPORT_FILES, listeners);
    }
    look(Design.SIGNED_LIST, listeners);
  }

  private void look(Design design, Map<Design, Listeners> listeners) throws InterruptedException {
    Listeners phones = listeners.get(design);
    phones.poll();
    var observed = phones.observed();
    progress.say(
        "%d phones looked by %s, %d files so far; %d are warned"
            .formatted(
                observed.looking().size(),
                design.text(),
                phones.files(),
                observed.warned().size()));
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
