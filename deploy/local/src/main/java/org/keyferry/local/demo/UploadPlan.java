package org.keyferry.local.demo;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keyferry.client.gaen.DayKey;
import org.keyferry.local.demo.PlannedUpload.Kind;
import org.keyferry.local.phone.Phone;
import org.keyferry.local.upload.UploadKey;
import org.keyferry.wire.key.ExposureKey;

/**
 * Who uploads what, in two waves that fall into different batches.
 *
 * @param ways how keys come from region to region
 * @param waves uploads, by wave
 * @param keyInUse the key that must not be published, in base64
 * @param malformedKey the key that must be refused, in base64
 */
record UploadPlan(
    Ways ways, List<List<PlannedUpload>> waves, String keyInUse, String malformedKey) {
  private static final int RISK = 4;

  UploadPlan {
    waves = waves.stream().map(List::copyOf).toList();
  }

  /** One half of the patients first, then the other; some of them in some special way. */
  static UploadPlan of(World world) {
    List<PlannedUpload> plain =
        world.patients().stream()
            .map(ill -> new PlannedUpload(ill, Kind.PLAIN, pastKeys(world, ill.phone())))
            .toList();
    int half = plain.size() / 2;
    var first = new ArrayList<>(plain.subList(0, half));
    first.add(repeat(plain.getFirst()));
    var second = new ArrayList<>(plain.subList(half, plain.size()));
    second.add(repeat(plain.get(1)));
    var last = second.removeFirst();
    var beforeLast = second.removeFirst();
    var inUse = keyInUse(world, world.patients().get(half).phone());
    var malformed = malformed(beforeLast.keys().getFirst());
    second.add(with(last, Kind.WITH_KEY_IN_USE, inUse));
    second.add(with(beforeLast, Kind.WITH_MALFORMED_KEY, malformed));
    return new UploadPlan(world.ways(), List.of(first, second), inUse.key(), malformed.key());
  }

  private static List<UploadKey> pastKeys(World world, Phone phone) {
    var keys = new ArrayList<UploadKey>();
    for (int day = World.NEWEST_DAY; day <= World.OLDEST_DAY; day++) {
      keys.add(uploadKey(phone.keyOf(world.startOf(day))));
    }
    return keys;
  }

  private static UploadKey keyInUse(World world, Phone phone) {
    return uploadKey(phone.keyOf(world.startOf(0)));
  }

  private static UploadKey uploadKey(DayKey key) {
    return new UploadKey(
        Base64.getEncoder().encodeToString(key.key().toByteArray()),
        key.start().number(),
        key.period().intervals(),
        RISK);
  }

  /** A byte short; of the day after the newest one, so that it overlaps no other key. */
  private static UploadKey malformed(UploadKey sample) {
    byte[] bytes = new byte[ExposureKey.LENGTH - 1];
    new SecureRandom().nextBytes(bytes);
    return new UploadKey(
        Base64.getEncoder().encodeToString(bytes),
        sample.rollingStartNumber() + sample.rollingPeriod(),
        sample.rollingPeriod(),
        RISK);
  }

  private static PlannedUpload repeat(PlannedUpload upload) {
    return new PlannedUpload(upload.patient(), Kind.REPEATED, upload.keys());
  }

  private static PlannedUpload with(PlannedUpload upload, Kind kind, UploadKey further) {
    var keys = new ArrayList<>(upload.keys());
    keys.add(further);
    return new PlannedUpload(upload.patient(), kind, keys);
  }

  /** Where keys have to be published once the wave is, those of earlier waves too: by key. */
  Map<String, Map<String, Way>> publishedAfter(int wave) {
    Map<String, Map<String, Way>> regions = new TreeMap<>();
    for (List<PlannedUpload> uploads : waves.subList(0, wave + 1)) {
      for (PlannedUpload upload : uploads) {
        upload.keys().forEach(key -> regions.put(key.key(), ways.of(upload.patient())));
      }
    }
    regions.remove(keyInUse);
    regions.remove(malformedKey);
    return regions;
  }
}
