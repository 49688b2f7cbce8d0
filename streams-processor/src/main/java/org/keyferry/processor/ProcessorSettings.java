package org.keyferry.processor;

import java.nio.file.Path;
import java.time.Duration;
import org.keyferry.processor.runtime.StoreSettings;
import org.keyferry.processor.step.StepLimits;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** How the streams processor works: {@code keyferry.processor}. */
public record ProcessorSettings(
    @Setting(
            "The region that this backend serves; its own keys are refused when other backends"
                + " return them.")
        Region homeRegion,
    @Setting(
            "How long after the end of its validity a key is held, since it can be replayed until"
                + " then; 0 s to 24 h.")
        Duration embargo,
    @Setting("Where the stores are kept. Can be rebuilt from the brokers, which takes time.")
        Path stateDirectory,
    @Setting(
            "File of 32 or more random bytes that fakes are derived from, the same on every"
                + " instance and for as long as batches are served; head -c 32 /dev/urandom > FILE"
                + " makes one.")
        Path paddingSecretFile,
    @Setting("Threads that process, 1 to 64. Default: one for each processor core, at most 4.")
        Integer threads,
    @Setting("Most keys of one step, 10 to 1,000,000. A step is committed whole or not at all.")
        Integer stepKeys,
    @Setting("Longest time of one step, 10 ms to 5 s.") Duration stepTime,
    @Setting("How often results are committed and become visible, 20 ms to 1 s.")
        Duration commitInterval,
    @Setting(
            "Copies of the stores on other instances, which shorten a take-over; 0 to 2. Needs as"
                + " many further instances.")
        Integer standbys,
    @Setting(
            "A name that stays with this instance, so that its restart moves no partitions."
                + " Default: none, and the instance leaves the group when it stops.")
        String groupInstanceId,
    StoreSettings stores) {

  private static final int MOST_DEFAULT_THREADS = 4;

  public ProcessorSettings {
    embargo = embargo == null ? Duration.ofHours(2) : embargo;
    stateDirectory =
        stateDirectory == null ? Path.of("data", "streams-processor", "state") : stateDirectory;
    paddingSecretFile =
        paddingSecretFile == null
            ? Path.of("data", "streams-processor", "padding-secret")
            : paddingSecretFile;
    threads =
        threads == null
            ? Math.min(Runtime.getRuntime().availableProcessors(), MOST_DEFAULT_THREADS)
            : threads;
    stepKeys = stepKeys == null ? 20_000 : stepKeys;
    stepTime = stepTime == null ? Duration.ofMillis(200) : stepTime;
    commitInterval = commitInterval == null ? Duration.ofMillis(200) : commitInterval;
    standbys = standbys == null ? 0 : standbys;
    stores = stores == null ? new StoreSettings(null, null) : stores;
    String at = "keyferry.processor.";
    InvalidSetting.unless(
        homeRegion != null, at + "home-region", "the region's code, such as NL", "none");
    InvalidSetting.unlessBetween(Duration.ZERO, Duration.ofHours(24), at + "embargo", embargo);
    InvalidSetting.unlessBetween(1, 64, at + "threads", threads);
    InvalidSetting.unlessBetween(10, 1_000_000, at + "step-keys", stepKeys);
    InvalidSetting.unlessBetween(
        Duration.ofMillis(10), Duration.ofSeconds(5), at + "step-time", stepTime);
    InvalidSetting.unlessBetween(
        Duration.ofMillis(20), Duration.ofSeconds(1), at + "commit-interval", commitInterval);
    InvalidSetting.unlessBetween(0, 2, at + "standbys", standbys);
    checkInstance(at, groupInstanceId);
  }

  private static void checkInstance(String at, String groupInstanceId) {
    InvalidSetting.unless(
        groupInstanceId == null || groupInstanceId.matches("[A-Za-z0-9._-]{1,100}"),
        at + "group-instance-id",
        "1 to 100 letters, digits and . _ -",
        groupInstanceId);
  }

  /** How much a stage does at once. */
  StepLimits stepLimits() {
    return new StepLimits(stepKeys, stepTime);
  }
}
