package org.keyferry.connector.pull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.keyferry.connector.screen.BatchRefused;
import org.keyferry.connector.trust.UnusableCertificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one feed of a peer for as long as it runs: asks, judges, keeps, hands over. What goes wrong
 * with the peer is counted, told and tried again later; it never ends the cycle, and it touches no
 * other feed.
 *
 * <p>in: answers of the peer; out: pieces of batches
 */
public final class PullCycle implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(PullCycle.class);

  /** Who has endless new batches lets nobody else wait: there is a pause after so many. */
  private static final int MOST_IN_A_ROW = 500;

  private final PullEnvironment environment;
  private final PullCounts counts = new PullCounts();
  private final Lock turns = new ReentrantLock();
  private final Condition hint = turns.newCondition();
  private final Path spool;
  private volatile SourceParts parts;
  private volatile PullPosition position;
  private Instant turn;
  private Instant asked = Instant.EPOCH;
  private boolean hinted;
  private volatile int failures;
  private int inARow;

  /**
   * @param source what to read
   * @param position where to begin
   */
  public PullCycle(PullSource source, PullPosition position, PullEnvironment environment) {
    this.environment = environment.withOutbox(piece -> hand(piece, environment.outbox()));
    this.parts = SourceParts.of(source, environment);
    this.position = position;
    this.spool = environment.spool().resolve("pull-" + System.identityHashCode(this));
    this.turn = firstTurn(position);
    environment.caps().begin(source.peer(), source.id().feed(), position.ledger());
  }

  /** What was handed over is done, whatever goes wrong behind it. */
  private void hand(Piece piece, Piece.Outbox outbox) throws InterruptedException {
    outbox.put(piece);
    position = piece.after();
  }

  private Instant firstTurn(PullPosition from) {
    Instant now = environment.clock().instant();
    boolean waits = from.open().isEmpty() && from.recommendedNextPoll().isAfter(now);
    Instant recommended =
        waits ? environment.times().next(now, Optional.of(from.recommendedNextPoll())) : now;
    return recommended.plus(environment.times().jitter(environment.random()));
  }

  /** What was counted so far. */
  public PullCounts counts() {
    return counts;
  }

  /** Where it stands by what was handed over; exact when it does not run any more. */
  public PullPosition position() {
    return position;
  }

  /** What is read. */
  public PullSource source() {
    return parts.source();
  }

  /**
   * Goes on with other settings of the same feed: certificates, keys, addresses. If they are of
   * other peers, this one is only asked at once if it did not answer: each peer would be asked for
   * each change of anybody.
   */
  public void follow(PullSource changed) {
    PullSource before = parts.source();
    if (!changed.equals(before)) {
      parts = SourceParts.of(changed, environment);
      if (failures > 0 || !changed.trust().isOfSamePeer(before.trust())) {
        hurry(true);
      }
    }
  }

  /**
   * The peer may have something: asks now, or when the shortest wait since it was asked is over.
   * Only a hint; nothing depends on it.
   */
  public void pollNow() {
    hurry(false);
  }

  private void hurry(boolean atOnce) {
    turns.lock();
    try {
      hinted = true;
      asked = atOnce ? Instant.EPOCH : asked;
      hint.signal();
    } finally {
      turns.unlock();
    }
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        awaitTurn();
        step();
      }
    } catch (InterruptedException | Emission.Stopped e) {
      Thread.currentThread().interrupt();
    } finally {
      discardSpool();
      PullSource.Id id = parts.source().id();
      environment.caps().end(id.peer(), id.feed());
    }
  }

  private void awaitTurn() throws InterruptedException {
    turns.lockInterruptibly();
    try {
      for (Duration wait = untilTurn(); wait.isPositive(); wait = untilTurn()) {
        hint.awaitNanos(wait.toNanos());
      }
      hinted = false;
      asked = environment.clock().instant();
    } finally {
      turns.unlock();
    }
  }

  private Duration untilTurn() {
    Instant soonest = asked.plus(environment.times().shortest());
    Instant due = hinted && soonest.isBefore(turn) ? soonest : turn;
    return Duration.between(environment.clock().instant(), due);
  }

  private void step() throws InterruptedException {
    SourceParts now = parts;
    try {
      advance(now);
      failures = 0;
    } catch (BatchRefused e) {
      counts.refusedBatch();
      LOG.warn("Refused what {} sent: {}", now.source().id(), e.problem());
      failed();
    } catch (UnusableCertificate e) {
      counts.failedPoll();
      LOG.error("Can't ask {}: {}", now.source().id(), e.getMessage());
      failed();
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      counts.failedPoll();
      LOG.warn("{} will be asked again: {}", now.source().id(), e.getMessage());
      failed();
    }
  }

  private void failed() {
    int inRow = failures + 1;
    failures = inRow;
    turn = environment.times().afterFailure(environment.clock().instant(), inRow);
  }

  private void advance(SourceParts now) throws IOException, BatchRefused, InterruptedException {
    var reading = new BatchReading(now, environment, counts, spool);
    if (position.open().isPresent()) {
      position = reading.resume(position);
      return;
    }
    PullAnswer answer = now.protocol().next(position, now.client().current(), spool);
    counts.answered(environment.clock().instant());
    switch (answer) {
      case PullAnswer.Nothing nothing -> rest(now, nothing);
      case PullAnswer.Moved moved -> {
        LOG.warn("{} goes on elsewhere: {}", now.source().id(), moved.why());
        position = moved.at();
        pauseAfterMany();
      }
      case PullAnswer.Batch batch -> {
        Instant next = batch.nextPoll().orElse(Instant.EPOCH);
        position = reading.take(batch, position.next(next));
        pauseAfterMany();
        restUntil(next);
      }
    }
  }

  private void rest(SourceParts now, PullAnswer.Nothing nothing) throws InterruptedException {
    Instant at = environment.clock().instant();
    Instant wanted = environment.times().next(at, nothing.nextPoll());
    turn = wanted.plus(environment.times().jitter(environment.random()));
    inARow = 0;
    PullPosition known = nothing.at().next(nothing.nextPoll().orElse(Instant.EPOCH));
    if (!known.equals(position)) {
      position = known;
      environment.outbox().put(Progress.moved(now.source().id(), at, position));
    }
  }

  private void restUntil(Instant next) {
    Instant at = environment.clock().instant();
    if (next.isAfter(at)) {
      turn =
          environment
              .times()
              .next(at, Optional.of(next))
              .plus(environment.times().jitter(environment.random()));
      inARow = 0;
    }
  }

  private void pauseAfterMany() {
    inARow++;
    if (inARow >= MOST_IN_A_ROW) {
      inARow = 0;
      turn = environment.clock().instant().plus(environment.times().shortest());
    }
  }

  private void discardSpool() {
    try {
      Files.deleteIfExists(spool);
    } catch (IOException e) {
      LOG.warn("A file of batches that are being read stays until the next start: {}", spool);
    }
  }
}
