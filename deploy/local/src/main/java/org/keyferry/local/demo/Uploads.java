package org.keyferry.local.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.keyferry.local.upload.Declaration;
import org.keyferry.local.upload.PublishRequest;
import org.keyferry.local.upload.UploadAnswer;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Interval;

/**
 * Makes the planned uploads, each with a certificate of its own.
 *
 * <p>in: {@link PlannedUpload}; out: {@code POST /v1/publish}
 */
final class Uploads {
  private static final Duration ONSET = Duration.ofDays(5);

  private final Regions regions;
  private final DeclaredRegion declared;
  private final InstantSource clock;
  private final List<String> refusals = new ArrayList<>();
  private int made;
  private int acknowledgedKeys;

  /**
   * @param regions whose people upload at home, wherever they were
   * @param declared a region that all of them declare, beside those where they were
   */
  Uploads(Regions regions, DeclaredRegion declared, InstantSource clock) {
    this.regions = regions;
    this.declared = declared;
    this.clock = clock;
  }

  /** One after the other. */
  void make(List<PlannedUpload> uploads) throws IOException, InterruptedException {
    for (PlannedUpload upload : uploads) {
      var now = clock.instant();
      var home = regions.get(upload.patient().home().code());
      var request =
          PublishRequest.certified(
              upload.keys(),
              declaration(upload.patient()),
              home.authority(),
              Interval.containing(now.minus(ONSET)),
              now);
      note(upload, home.gateway().send(request));
    }
  }

  private Declaration declaration(Person person) {
    var regions = new TreeSet<>(person.regions());
    regions.add(declared.region().code());
    return Declaration.of(regions);
  }

  private void note(PlannedUpload upload, UploadAnswer answer) {
    made++;
    acknowledgedKeys += answer.insertedExposures();
    if (!answer.isAcknowledged() || answer.insertedExposures() != upload.acceptable()) {
      refusals.add(
          new Problem(
                  "upload of phone " + upload.patient().number() + " (" + upload.kind() + ")",
                  "the gateway's answer",
                  "200 with " + upload.acceptable() + " keys acknowledged",
                  answer.status() + " with " + answer.insertedExposures() + " " + answer.code())
              .toString());
    }
  }

  /** How many were made. */
  int made() {
    return made;
  }

  /** Keys that were acknowledged, repeated ones each time. */
  int acknowledgedKeys() {
    return acknowledgedKeys;
  }

  /** Answers that were not as they should be, one line each. */
  List<String> refusals() {
    return List.copyOf(refusals);
  }
}
