package org.keyferry.wire.peer;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.keyferry.event.v1.SignedPeersDocument;
import org.keyferry.wire.topic.Topics;

/**
 * Reads every version of the document of peers from the first on, and goes on reading: the topic is
 * the memory of the version that was seen last. An app has one, on a thread of its own.
 *
 * <p>in: {@code peers.documents}; out: calls of a {@link PeersListener}, {@link #current}
 */
public final class PeersReader implements AutoCloseable {
  private static final TopicPartition PARTITION =
      new TopicPartition(Topics.PEERS_DOCUMENTS.name(), 0);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private final Consumer<byte[], byte[]> consumer;
  private final InstantSource clock;
  private final PeersListener listener;
  private final Thread thread;
  private final CountDownLatch whole = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private PeersChain chain;
  private long startEnd = -1;
  private long end = -1;

  /** Who waits for an end that is not looked up yet. */
  private final Queue<CountDownLatch> asking = new ConcurrentLinkedQueue<>();

  /** Who waits until the end is reached. */
  private final Deque<CountDownLatch> waiting = new ArrayDeque<>();

  /** Kept until the listener was told, whose failure must not cost a record. */
  private final Deque<PeersRefused> refused = new ArrayDeque<>();

  private Optional<PeersDocument> told = Optional.empty();
  private volatile PeersState state = PeersState.UNREAD;

  /**
   * A reader that has not begun.
   *
   * @param clientProperties how to reach the brokers
   * @param trust who may sign
   * @param clock by which documents expire
   * @param listener what is called by the reader's thread
   */
  public PeersReader(
      Map<String, Object> clientProperties,
      PeersTrust trust,
      InstantSource clock,
      PeersListener listener) {
    this.clock = clock;
    this.listener = listener;
    this.chain = PeersChain.from(trust);
    var properties = new HashMap<>(clientProperties);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // Nothing may be passed over, or the chain would have a gap.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.thread = Thread.ofPlatform().name("peers-reader").daemon().unstarted(this::run);
  }

  /** Begins to read. */
  public PeersReader start() {
    thread.start();
    return this;
  }

  /**
   * Waits until everything was read that was there at the start.
   *
   * @return whether it was within that time
   */
  public boolean awaitRead(Duration longest) throws InterruptedException {
    return whole.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Waits until everything was read that was there when this was called.
   *
   * @return whether it was within that time
   */
  public boolean catchUp(Duration longest) throws InterruptedException {
    var caughtUp = new CountDownLatch(1);
    asking.add(caughtUp);
    consumer.wakeup();
    return caughtUp.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The document that is in effect; empty: none is, or it was not read yet. */
  public Optional<PeersDocument> current() {
    return state.current().filter(document -> !document.isExpired(clock.instant()));
  }

  /** What is known. */
  public PeersState state() {
    return state;
  }

  private void run() {
    try (consumer) {
      consumer.assign(List.of(PARTITION));
      while (closing.getCount() > 0) {
        try {
          step();
        } catch (WakeupException e) {
          // Somebody asks, or closes it.
        } catch (InterruptException e) {
          return;
        } catch (RuntimeException e) {
          // Of the brokers, or of a listener, which is told again.
          state = state.troubled(e);
          awaitNextTry();
        }
      }
    } finally {
      whole.countDown();
    }
  }

  private void awaitNextTry() {
    try {
      if (closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  private void step() {
    if (startEnd < 0) {
      long first = consumer.beginningOffsets(List.of(PARTITION)).get(PARTITION);
      end = lookUpEnd();
      consumer.seek(PARTITION, first);
      startEnd = end;
    }
    var askers = List.copyOf(asking);
    if (!askers.isEmpty()) {
      end = lookUpEnd();
      waiting.addAll(askers);
      asking.removeAll(askers);
    }
    for (var each : consumer.poll(POLL)) {
      take(each);
    }
    while (!refused.isEmpty()) {
      listener.refused(refused.getFirst());
      refused.removeFirst();
    }
    if (consumer.position(PARTITION) >= end) {
      tell();
      whole.countDown();
      waiting.forEach(CountDownLatch::countDown);
      waiting.clear();
    }
  }

  private long lookUpEnd() {
    return consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
  }

  private void take(ConsumerRecord<byte[], byte[]> each) {
    try {
      PeersChain next = chain.next(jws(each), Instant.ofEpochMilli(each.timestamp()));
      if (next.version() != chain.version()) {
        next.refusal().ifPresent(why -> refuse(each, why));
      }
      chain = next;
    } catch (PeersRefused e) {
      refuse(each, e);
    }
  }

  private void refuse(ConsumerRecord<byte[], byte[]> each, PeersRefused why) {
    // What was there at the start was told of when it came.
    if (each.offset() >= startEnd) {
      state = state.with(why);
      refused.add(why);
    }
  }

  private static String jws(ConsumerRecord<byte[], byte[]> each) throws PeersRefused {
    String where = PARTITION + "@" + each.offset();
    try {
      if (each.value() != null) {
        return SignedPeersDocument.parseFrom(each.value()).getJws();
      }
    } catch (InvalidProtocolBufferException e) {
      throw PeersRefused.of(
          PeersRefusal.UNREADABLE, "record " + where, "a SignedPeersDocument", "other bytes");
    }
    throw PeersRefused.of(
        PeersRefusal.UNREADABLE, "record " + where, "a SignedPeersDocument", "no value");
  }

  /** Also where no record came: a document may have expired. */
  private void tell() {
    Instant now = clock.instant();
    Optional<PeersDocument> current =
        chain.last().map(SeenDocument::document).filter(document -> !document.isExpired(now));
    state = state.with(chain.last(), current);
    if (!current.equals(told)) {
      listener.changed(current);
      told = current;
    }
  }

  /** Stops reading; waits until no listener is being called. */
  @Override
  public void close() {
    closing.countDown();
    if (thread.getState() == Thread.State.NEW) {
      consumer.close();
      return;
    }
    consumer.wakeup();
    try {
      thread.join(LONGEST_CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
