package org.keyferry.federation.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.keyferry.wire.peer.PeerId;

class PeerLoadTest {
  private static final PeerId GREEDY = new PeerId("greedy.example");
  private final PeerLoad load = new PeerLoad(2);

  @Test
  void whoAsksTooMuchAtOnceHasToComeAgainAndOthersDoNot() {
    assertThat(load.enter(GREEDY)).isTrue();
    assertThat(load.enter(GREEDY)).isTrue();
    assertThat(load.enter(GREEDY)).isFalse();
    assertThat(load.enter(new PeerId("modest.example"))).isTrue();

    load.leave(GREEDY);

    assertThat(load.enter(GREEDY)).isTrue();
  }
}
