package org.keyferry.local.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  @Test
  void backendsSideBySideNeverShareAPort() {
    List<Integer> all = new ArrayList<>();

    for (int backend = 0; backend < 50; backend++) {
      all.addAll(FreePorts.preferring(Ports.ANY).byName().values());
    }

    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void outgoingConnectionsAreNeverGivenAPortThatAProcessIsAboutToListenOn() {
    assertThat(FreePorts.next()).isBetween(20_000, 32_767);
  }
}
