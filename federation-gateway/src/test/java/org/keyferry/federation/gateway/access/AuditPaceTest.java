package org.keyferry.federation.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.keyferry.federation.gateway.access.AuditPace.Turn;

class AuditPaceTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.ofEpochSecond(1_790_000_000));
  private final AuditPace pace = new AuditPace(2, now::get);

  @Test
  void whatIsLeftOutInASecondIsToldWithTheNextLine() {
    assertThat(pace.next()).isEqualTo(new Turn(true, 0));
    assertThat(pace.next()).isEqualTo(new Turn(true, 0));
    assertThat(pace.next()).isEqualTo(new Turn(false, 0));
    assertThat(pace.next()).isEqualTo(new Turn(false, 0));

    now.set(now.get().plusSeconds(1));

    assertThat(pace.next()).isEqualTo(new Turn(true, 2));
    assertThat(pace.next()).isEqualTo(new Turn(true, 0));
    assertThat(pace.next()).isEqualTo(new Turn(false, 0));
  }
}
