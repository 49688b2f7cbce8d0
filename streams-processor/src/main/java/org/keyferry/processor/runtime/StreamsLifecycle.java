package org.keyferry.processor.runtime;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops the topology with the app, and ends the app when the topology can't go on: a
 * process that does nothing looks alive to nobody.
 */
final class StreamsLifecycle implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsLifecycle.class);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(20);

  private final KafkaStreams streams;
  private final boolean staysMember;
  private final Runnable firstRun;
  private final Runnable fatalStop;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private volatile boolean hasRun;

  /**
   * @param streams not started yet
   * @param replaced decides about failed threads
   * @param staysMember whether the group waits for this instance to come back
   * @param firstRun called once, when it runs for the first time and knows all changes of the plan
   * @param fatalStop ends the app; called once, on a thread of its own
   */
  StreamsLifecycle(
      KafkaStreams streams,
      ReplacedThreads replaced,
      boolean staysMember,
      Runnable firstRun,
      Runnable fatalStop) {
    this.streams = streams;
    this.staysMember = staysMember;
    this.firstRun = firstRun;
    this.fatalStop = fatalStop;
    streams.setStateListener((now, before) -> changed(now));
    streams.setUncaughtExceptionHandler(failure -> decide(failure, replaced));
  }

  private static StreamThreadExceptionResponse decide(Throwable failure, ReplacedThreads replaced) {
    boolean again = replaced.mayReplace();
    LOG.atError().addKeyValue("replaced", again).setCause(failure).log("a stream thread failed");
    return again
        ? StreamThreadExceptionResponse.REPLACE_THREAD
        : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private void changed(State now) {
    LOG.atInfo().addKeyValue("state", now).log("the topology changed its state");
    if (now == State.RUNNING && !hasRun) {
      hasRun = true;
      firstRun.run();
    }
    boolean over = now == State.ERROR || now == State.NOT_RUNNING;
    if (over && stopping.compareAndSet(false, true)) {
      Thread.ofPlatform().name("fatal-stop").start(fatalStop);
    }
  }

  /** Whether keys are processed, or will be once partitions have moved. */
  boolean isReady() {
    State now = streams.state();
    return hasRun && (now == State.RUNNING || now == State.REBALANCING);
  }

  @Override
  public void start() {
    streams.start();
  }

  @Override
  public void stop() {
    stopping.set(true);
    var membership =
        staysMember
            ? GroupMembershipOperation.REMAIN_IN_GROUP
            : GroupMembershipOperation.LEAVE_GROUP;
    boolean closed =
        streams.close(CloseOptions.timeout(LONGEST_CLOSE).withGroupMembershipOperation(membership));
    if (!closed) {
      LOG.atWarn()
          .addKeyValue("waited", LONGEST_CLOSE)
          .log("the topology did not close in time; what was not committed is done again");
    }
  }

  @Override
  public boolean isRunning() {
    return streams.state().isRunningOrRebalancing();
  }
}
