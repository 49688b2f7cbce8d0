package org.keyferry.local.batches;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.event.v1.FeedCommand;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.RejectedRecord;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.topic.TopicRead;
import org.keyferry.local.topic.TopicWrite;
import org.keyferry.wire.Problem;
import org.keyferry.wire.topic.Topics;

/**
 * Gives commands on batches, some at a time, and waits until each is carried out or refused.
 *
 * <p>in: commands; out: records of {@code feeds.commands}, and what {@code batches.published} and
 * {@code keys.rejected} say of them
 */
public final class CommandRun {
  /** So that batches that are sealed meanwhile wait behind no more than these. */
  private static final int MOST_UNDER_WAY = 500;

  private final KafkaSettings kafka;
  private final Duration patience;
  private final Deque<FeedCommand> unsent = new ArrayDeque<>();
  private final Map<String, FeedCommand> waiting = new HashMap<>();
  private final Map<String, FeedCommand> places = new HashMap<>();
  private final List<CommandResult> results = new ArrayList<>();

  /**
   * @param kafka how to reach the brokers
   * @param patience how long to wait for the next result
   */
  public CommandRun(KafkaSettings kafka, Duration patience) {
    this.kafka = kafka;
    this.patience = patience;
  }

  /**
   * Gives the commands.
   *
   * @throws CommandFailure if the brokers don't answer, or nothing is heard of a command for too
   *     long: it stays, and will be carried out
   */
  public List<CommandResult> run(List<FeedCommand> commands) throws InterruptedException {
    try (var heard = TopicRead.fromNow(kafka, Topics.BATCHES_PUBLISHED, Topics.KEYS_REJECTED)) {
      commands.forEach(command -> waiting.put(command.getId(), command));
      // One that was given before is not carried out again, but its outcome is there.
      PublishedList.read(kafka).forEach(this::hear);
      commands.stream()
          .filter(command -> waiting.remove(command.getId()) != null)
          .forEach(unsent::add);
      long deadline = System.nanoTime() + patience.toNanos();
      while (sendSome()) {
        int before = results.size();
        heard.next().forEach(this::hear);
        if (results.size() > before) {
          deadline = System.nanoTime() + patience.toNanos();
        } else if (System.nanoTime() - deadline > 0) {
          throw unheard();
        }
      }
    } catch (KafkaException e) {
      throw TopicRead.unreachable(kafka, e);
    }
    return List.copyOf(results);
  }

  /** Keeps enough under way; whether any is. */
  private boolean sendSome() throws InterruptedException {
    if (waiting.size() <= MOST_UNDER_WAY / 2 && !unsent.isEmpty()) {
      var next = new ArrayList<FeedCommand>();
      while (waiting.size() < MOST_UNDER_WAY && !unsent.isEmpty()) {
        FeedCommand command = unsent.remove();
        waiting.put(command.getId(), command);
        next.add(command);
      }
      send(next);
    }
    return !waiting.isEmpty();
  }

  private void send(List<FeedCommand> commands) throws InterruptedException {
    var entries =
        commands.stream().map(command -> new TopicWrite.Entry(command.getFeed(), command)).toList();
    var written = TopicWrite.write(kafka, Topics.FEEDS_COMMANDS, entries);
    for (int i = 0; i < written.size(); i++) {
      RecordMetadata place = written.get(i);
      places.put(place.topic() + "-" + place.partition() + "@" + place.offset(), commands.get(i));
    }
  }

  private void hear(ConsumerRecord<byte[], byte[]> each) {
    if (each.value() == null) {
      return;
    }
    try {
      if (each.topic().equals(Topics.KEYS_REJECTED.name())) {
        hear(RejectedRecord.parseFrom(each.value()));
      } else {
        hear(PublishedBatch.parseFrom(each.value()));
      }
    } catch (InvalidProtocolBufferException e) {
      throw new CommandFailure(
          new Problem("record", each.topic() + "@" + each.offset(), "an event", "other bytes"), e);
    }
  }

  private void hear(RejectedRecord rejected) {
    var command =
        places.get(
            rejected.getTopic() + "-" + rejected.getPartition() + "@" + rejected.getOffset());
    if (command != null && waiting.remove(command.getId()) != null) {
      results.add(
          new CommandResult(command.getId(), command.getFeed(), 0, 0, rejected.getDetail()));
    }
  }

  private void hear(PublishedBatch batch) {
    var outcome = batch.getOutcome();
    if (waiting.remove(outcome.getCommandId()) != null) {
      results.add(
          new CommandResult(
              outcome.getCommandId(),
              batch.getFeed(),
              batch.getSequence(),
              outcome.getStoredObjects(),
              outcome.getRefusal()));
    }
  }

  private CommandFailure unheard() {
    return new CommandFailure(
        new Problem(
            "outcome of " + waiting.size() + " commands",
            "batches.published and keys.rejected",
            "within " + patience.toSeconds() + " s",
            "none; they stay in feeds.commands and are carried out once processor and exporter"
                + " go on (./keyferry status tells, ./keyferry batches list shows what became of"
                + " them); "
                + unsent.size()
                + " others were not given"));
  }
}
