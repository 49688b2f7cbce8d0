package org.keyferry.local.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.event.v1.PlanChange;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.status.AppStatus;
import org.keyferry.local.topic.TopicWrite;
import org.keyferry.wire.Problem;
import org.keyferry.wire.topic.Topics;

/**
 * Where the plan is shown and changes are asked for.
 *
 * <p>in: a processor's {@code /actuator/plan}; out: {@code feeds.plan}
 */
public final class PlanDesk {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final AppStatus apps = new AppStatus();
  private final String processor;
  private final KafkaSettings kafka;

  /**
   * @param processor base URL of a streams processor
   * @param kafka how to reach the brokers
   */
  public PlanDesk(String processor, KafkaSettings kafka) {
    this.processor = processor;
    this.kafka = kafka;
  }

  /**
   * The plan as the processor knows it.
   *
   * @throws CommandFailure if it does not answer
   */
  public PlanStatus plan() throws InterruptedException {
    return apps.read(processor, "/actuator/plan", PlanStatus.class)
        .orElseThrow(() ->
            new CommandFailure(
                new Problem("streams processor", processor, "its plan", "no answer")));
  }

  /**
   * Asks for other feeds and returns the version that they are, once the processor knows it.
   *
   * @param settings the feeds, as {@link PlanFile} reads them
   * @param known the plan as it is known here
   * @param notBefore when they may take effect
   * @throws CommandFailure if the brokers don't take it, or the processors refuse it
   */
  public PlanStatus.Version change(
      Map<String, String> settings, PlanStatus known, Instant notBefore)
      throws InterruptedException {
    String id = UUID.randomUUID().toString();
    var asked =
        PlanChange.newBuilder()
            .setId(id)
            .setBaseVersion(known.newest().number())
            .setNotBeforeSeconds(notBefore.getEpochSecond())
            .putAllSettings(settings)
            .setSettingsDigest(Objects.requireNonNullElse(known.settingsDigest(), ""))
            .build();
    TopicWrite.write(kafka, Topics.FEEDS_PLAN, List.of(new TopicWrite.Entry(id, asked)));
    PlanStatus changed = await(id);
    PlanStatus.Change change = changed.change(id).orElseThrow();
    if (change.version() == null) {
      throw new CommandFailure(
          new Problem("plan", processor, "a change that can be made", change.problem()));
    }
    return changed.version(change.version()).orElseThrow();
  }

  private PlanStatus await(String id) throws InterruptedException {
    try {
      return Awaitility.await()
          .atMost(LONGEST)
          .pollDelay(Duration.ZERO)
          .pollInSameThread()
          .until(this::plan, known -> known.tellsOf(id));
    } catch (ConditionTimeoutException e) {
      throw new CommandFailure(
          new Problem(
              "change " + id,
              processor,
              "to be known within " + LONGEST.toSeconds() + " s",
              "nothing; it is in feeds.plan, and ./keyferry plan show will tell of it"),
          e);
    }
  }
}
