package org.keyferry.bench.origin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.keyferry.bench.Benchmark;
import org.keyferry.bench.Effort;
import org.keyferry.bench.process.App;
import org.keyferry.bench.process.ChildJvm;
import org.keyferry.bench.process.DebianProgram;
import org.keyferry.bench.process.ObjectStorage;
import org.keyferry.bench.process.Workplace;
import org.keyferry.bench.report.Comparison;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.local.CommandFailure;
import org.keyferry.origin.OriginApplication;
import org.keyferry.wire.Problem;
import org.keyferry.wire.Sha256;

/** What phones and caches ask of the origin, beside nginx with the same files. */
public final class OriginBenchmark implements Benchmark {
  private static final String HEAP = "-Xmx256m";
  private static final String INDEX = "/NL/index.txt";
  private static final String FILE = "/NL/1234560000-1234567200-00001.zip";
  private static final String FILE_OF_PHONES = INDEX;
  private static final int SMALL = 4_000;
  private static final int LARGE = 10_000_000;
  private static final int LARGE_CONNECTIONS = 8;
  private static final int READERS = 2_000;
  private static final int QUICK_READERS = 100;
  private static final int PASSES_OF_READERS = 4;
  private static final String[] PACKAGES = {"nginx", "wrk", "libluajit-5.1-2"};

  @Override
  public String name() {
    return "origin";
  }

  @Override
  public List<Comparison> run(Effort effort, Workplace workplace) throws Exception {
    Path packages = workplace.directory().resolve("packages");
    var nginxProgram = DebianProgram.find("nginx", packages, PACKAGES);
    var wrkProgram = DebianProgram.find("wrk", packages, PACKAGES);
    try (var storage = ObjectStorage.start(workplace)) {
      Path files = put(storage, workplace);
      try (var nginx = PlainNginx.start(workplace, nginxProgram, files);
          var origin = origin(workplace, storage)) {
        var sides = new Sides(nginx, origin);
        var comparisons = new ArrayList<Comparison>();
        var many = new Wrk(wrkProgram, effort.connections());
        var few = new Wrk(wrkProgram, LARGE_CONNECTIONS);
        comparisons.addAll(
            measure(effort, workplace, new OriginLoad("304", INDEX, true, many), sides));
        comparisons.addAll(
            measure(effort, workplace, new OriginLoad("small index", INDEX, false, many), sides));
        comparisons.addAll(
            measure(effort, workplace, new OriginLoad("10 MB object", FILE, false, few), sides));
        comparisons.add(slowReaders(effort, workplace, origin));
        comparisons.add(flooded(effort, workplace, nginxProgram, sides));
        return comparisons;
      }
    }
  }

  /** Both have the same files. */
  private static Path put(ObjectStorage storage, Workplace workplace) throws IOException {
    Path files = Files.createDirectories(workplace.directory().resolve("files"));
    Files.createDirectories(files.resolve("NL"));
    try (var connection = S3Connection.open(storage.settings())) {
      for (var object : Map.of(INDEX, SMALL, FILE, LARGE).entrySet()) {
        byte[] bytes = new byte[object.getValue()];
        new Random(1).nextBytes(bytes);
        Files.write(files.resolve(object.getKey().substring(1)), bytes);
        connection
            .objects()
            .putIfAbsent(
                "public" + object.getKey(),
                Content.of(bytes, "application/octet-stream", "no-store", metadata(bytes)));
      }
    }
    return files;
  }

  private static Map<String, String> metadata(byte[] bytes) {
    var digest = Base64.getUrlEncoder().withoutPadding();
    return Map.of("sha256", digest.encodeToString(Sha256.bytesOf(bytes)));
  }

  private static App origin(Workplace workplace, ObjectStorage storage) {
    var s3 = storage.settings();
    return App.start(
        workplace,
        new ChildJvm.Launch("origin", OriginApplication.class, List.of(HEAP), List.of()),
        Map.of(
            "keyferry.s3.endpoint", s3.endpoint().toString(),
            "keyferry.s3.bucket", s3.bucket(),
            "keyferry.s3.access-key", s3.accessKey(),
            "keyferry.s3.secret-key", s3.secretKey(),
            // All clients have one address here.
            "keyferry.origin.most-at-once", "100000"));
  }

  private List<Comparison> measure(Effort effort, Workplace workplace, OriginLoad load, Sides sides)
      throws IOException, InterruptedException {
    workplace.tell("origin: " + load.name() + ": warming up");
    List<String> ofOrigin = headers(load, sides.ofOrigin(load.path()));
    List<String> ofNginx = headers(load, sides.ofNginx(load.path()));
    load.wrk().load(sides.ofOrigin(load.path()), effort.warmUp(), ofOrigin);
    var passes = new ArrayList<OriginPass>();
    for (int pass = 1; pass <= effort.passes(); pass++) {
      workplace.tell("origin: %s: pass %d of %d".formatted(load.name(), pass, effort.passes()));
      Duration time = effort.time().dividedBy(2).plusSeconds(1);
      passes.add(
          new OriginPass(
              sides.originPass(load, time, ofOrigin), sides.nginxPass(load, time, ofNginx)));
    }
    return new OriginFigures(load, passes).comparisons();
  }

  private static List<String> headers(OriginLoad load, URI address)
      throws IOException, InterruptedException {
    if (!load.conditional()) {
      return List.of();
    }
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
      String tag =
          answer
              .headers()
              .firstValue("ETag")
              .orElseThrow(() ->
                  new CommandFailure(
                      new Problem(
                          "answer",
                          address.toString(),
                          "200 and an ETag",
                          "status " + answer.statusCode())));
      return List.of("If-None-Match: " + tag);
    }
  }

  private Comparison slowReaders(Effort effort, Workplace workplace, App origin)
      throws IOException {
    boolean quick = effort.time().toSeconds() < 10;
    int many = quick ? QUICK_READERS : READERS;
    Duration time = effort.time().multipliedBy(PASSES_OF_READERS);
    workplace.tell("origin: " + many + " slow readers for " + time.toSeconds() + " s");
    var address = URI.create("http://127.0.0.1:" + origin.address().getPort() + FILE);
    try (var readers = new SlowReaders(address, many)) {
      var resident = new ResidentMemory(origin.process().pid());
      return OriginFigures.slowReaders(many, readers.read(time, resident::mebibytes));
    }
  }

  private static Comparison flooded(
      Effort effort, Workplace workplace, DebianProgram nginx, Sides sides)
      throws IOException, InterruptedException {
    Duration time = effort.time().dividedBy(3).plusSeconds(1);
    var quiet = new ArrayList<Double>();
    var beside = new ArrayList<Double>();
    var flooded = new ArrayList<Double>();
    try (var cache = FloodedCache.start(workplace, nginx, sides.app().address(), FILE_OF_PHONES)) {
      cache.flooded(time);
      for (int pass = 1; pass <= effort.passes(); pass++) {
        workplace.tell("origin: flood: pass %d of %d".formatted(pass, effort.passes()));
        quiet.add(cache.quiet(time));
        beside.add(cache.besideFlooded(time, sides.ofNginx(FILE_OF_PHONES)));
        flooded.add(cache.flooded(time));
      }
    }
    return OriginFigures.flooded(quiet, beside, flooded);
  }
}
