package org.keyferry.client.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.client.state.DayBytes;
import org.keyferry.client.state.MemoryStates;
import org.keyferry.client.testing.TestClock;

class MeteredTransportTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-25");
  private static final Request REQUEST = Request.data(URI.create("https://example.org/x"));

  private final TestClock clock = new TestClock(Instant.parse("2026-11-25T10:00:00Z"));
  private final MemoryStates states = new MemoryStates();
  private final List<DayBytes> alarms = new ArrayList<>();
  private final MeteredTransport transport =
      new MeteredTransport(
          request -> new Answer(200, Map.of(), ByteString.copyFrom(new byte[4_000_000]), true),
          states,
          clock,
          MeteredTransport.BUDGET,
          alarms::add);

  @Test
  @Tag("U2")
  void aDayBeyondTheBudgetRaisesOneAlarm() throws Exception {
    transport.get(REQUEST);
    transport.get(REQUEST);
    assertThat(alarms).isEmpty();

    transport.get(REQUEST);
    transport.get(REQUEST);

    assertThat(alarms).containsExactly(new DayBytes(DAY, 12_000_000));
    assertThat(states.traffic()).isEqualTo(new DayBytes(DAY, 16_000_000));
  }

  @Test
  @Tag("U2")
  void eachDayCountsByItself() throws Exception {
    transport.get(REQUEST);
    transport.get(REQUEST);
    clock.advance(Duration.ofDays(1));
    transport.get(REQUEST);

    assertThat(alarms).isEmpty();
    assertThat(states.traffic()).isEqualTo(new DayBytes(DAY.plusDays(1), 4_000_000));
  }
}
