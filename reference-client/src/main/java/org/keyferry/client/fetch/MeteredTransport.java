package org.keyferry.client.fetch;

import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.keyferry.client.state.DayBytes;
import org.keyferry.client.state.StateStore;

/**
 * Counts what a phone loads in a day, and raises an alarm once a day when it is more than a budget:
 * somebody pays for it (U2). It never stops a download: who is not warned pays more. For one
 * thread.
 */
public final class MeteredTransport implements Transport {
  /** 10 MB a day. */
  public static final long BUDGET = 10_000_000;

  private final Transport transport;
  private final StateStore states;
  private final InstantSource clock;
  private final long budget;
  private final Consumer<DayBytes> alarm;

  /**
   * @param states where it counts
   * @param budget bytes a day
   * @param alarm is told when a day goes beyond it
   */
  public MeteredTransport(
      Transport transport,
      StateStore states,
      InstantSource clock,
      long budget,
      Consumer<DayBytes> alarm) {
    this.transport = transport;
    this.states = states;
    this.clock = clock;
    this.budget = budget;
    this.alarm = alarm;
  }

  @Override
  public Answer get(Request request) throws IOException, InterruptedException {
    Answer answer = transport.get(request);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    DayBytes before = states.traffic();
    DayBytes now = before.plus(today, answer.body().size());
    states.writeTraffic(now);
    boolean wasWithin = !before.day().equals(today) || before.bytes() <= budget;
    if (now.bytes() > budget && wasWithin) {
      alarm.accept(now);
    }
    return answer;
  }
}
