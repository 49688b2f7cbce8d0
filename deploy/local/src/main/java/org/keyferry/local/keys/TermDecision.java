package org.keyferry.local.keys;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionTimeoutException;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.event.v1.SigningTermChange;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.keys.SigningKeyList.Item;
import org.keyferry.local.topic.TopicRead;
import org.keyferry.local.topic.TopicWrite;
import org.keyferry.wire.Problem;
import org.keyferry.wire.topic.Topics;

/**
 * Decides when a signing key signs, and waits until the exporter knows.
 *
 * <p>in: a decision that leaves every window with a key; out: a record of {@code signing.terms}
 */
public final class TermDecision {
  private final KafkaSettings kafka;
  private final String exporter;
  private final InstantSource clock;

  /**
   * @param kafka how to reach the brokers
   * @param exporter base URL
   * @param clock tells what lies ahead
   */
  public TermDecision(KafkaSettings kafka, String exporter, InstantSource clock) {
    this.kafka = kafka;
    this.exporter = exporter;
    this.clock = clock;
  }

  /** The key signs from that instant on, beside those that sign already. */
  public void announce(String id, String version, Instant from) throws InterruptedException {
    Item key = SigningKeyList.of(exporter).find(id, version);
    require(key.state().equals(SigningKeyList.ANNOUNCED), "state", key, "announced", key.state());
    requireAhead("from", key, from);
    decide(key, change -> change.setFromSeconds(from.getEpochSecond()));
    awaitKnown(key, known -> from.equals(known.from()));
  }

  /** The key signs no window that ends at that instant or later. */
  public void retire(String id, String version, Instant thru) throws InterruptedException {
    var keys = SigningKeyList.of(exporter);
    Item key = keys.find(id, version);
    require(key.covers(clock.instant()), "state", key, "signing", key.state());
    requireAhead("thru", key, thru);
    require(
        keys.isCoveredWithout(key, thru),
        "thru",
        key,
        "an instant at which another key signs",
        thru.toString());
    decide(key, change -> change.setThruSeconds(thru.getEpochSecond()));
    awaitKnown(key, known -> thru.equals(known.thru()));
  }

  /** The key signs nothing more, and what it signed counts for nothing. */
  public void revoke(String id, String version, String reason) throws InterruptedException {
    var keys = SigningKeyList.of(exporter);
    Item key = keys.find(id, version);
    require(
        keys.isCoveredWithout(key, clock.instant()),
        "state",
        key,
        "another key that signs now (./keyferry keys announce)",
        "none");
    decide(key, change -> change.setRevoked(true).setReason(reason));
    awaitKnown(key, known -> known.state().equals(SigningKeyList.REVOKED));
  }

  private void requireAhead(String what, Item key, Instant instant) {
    Instant now = clock.instant();
    boolean whole = instant.equals(instant.truncatedTo(ChronoUnit.SECONDS));
    require(
        whole && instant.isAfter(now),
        what,
        key,
        "an instant after " + now + ", in whole seconds: batches before are signed already",
        instant.toString());
  }

  private static void require(boolean holds, String what, Item key, String expected, String got) {
    if (!holds) {
      throw new CommandFailure(
          new Problem(what, "signing key " + key.id() + "-" + key.version(), expected, got));
    }
  }

  private void decide(Item key, UnaryOperator<SigningTermChange.Builder> decision)
      throws InterruptedException {
    String name = key.id() + "-" + key.version();
    var change =
        decided().getOrDefault(name, SigningTermChange.getDefaultInstance()).toBuilder()
            .setKeyId(key.id())
            .setKeyVersion(key.version());
    var entry = new TopicWrite.Entry(name, decision.apply(change).build());
    TopicWrite.write(kafka, Topics.SIGNING_TERMS, List.of(entry));
  }

  /** What was decided before stays: who retires a key doesn't forget when it began. */
  private Map<String, SigningTermChange> decided() {
    var decided = new HashMap<String, SigningTermChange>();
    TopicRead.all(
        kafka,
        Topics.SIGNING_TERMS,
        each -> {
          try {
            var change = SigningTermChange.parseFrom(each.value());
            decided.put(change.getKeyId() + "-" + change.getKeyVersion(), change);
          } catch (InvalidProtocolBufferException e) {
            throw new CommandFailure(
                new Problem(
                    "record", each.topic() + "@" + each.offset(), "a decision", "other bytes"),
                e);
          }
        });
    return decided;
  }

  private void awaitKnown(Item key, Predicate<Item> known) {
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> known.test(SigningKeyList.of(exporter).find(key.id(), key.version())));
    } catch (ConditionTimeoutException e) {
      throw new CommandFailure(
          new Problem(
              "signing key " + key.id() + "-" + key.version(),
              exporter,
              "to know of the decision within 30 s",
              "not; the decision stays, and the exporter follows it once it reads it"),
          e);
    }
  }
}
