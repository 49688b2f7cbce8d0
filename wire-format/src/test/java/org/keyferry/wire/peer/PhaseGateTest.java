package org.keyferry.wire.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.wire.peer.SamplePeers.NOW;
import static org.keyferry.wire.peer.SamplePeers.READING;
import static org.keyferry.wire.peer.SamplePeers.at;
import static org.keyferry.wire.peer.SamplePeers.bytes;
import static org.keyferry.wire.peer.SamplePeers.tree;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.wire.key.Region;

@Tag("V11")
class PhaseGateTest {
  private static final Region NL = new Region("NL");
  private static final Region BE = new Region("BE");
  private static final Region LU = new Region("LU");
  private static final Region DE = new Region("DE");
  private static final String BACKEND = "/peers/0";
  private static final String HUB = "/peers/1";

  /** What a phase may allow. */
  enum Gate {
    PULL,
    PUSH,
    READ,
    TAKE_TESTED_AT_HOME,
    TAKE_TESTED_ROAMING,
    TAKE_OF_HUB,
    TAKE_OF_OTHERS,
    TELL_TESTED_AT_HOME,
    TELL_TESTED_ROAMING;

    boolean isOpen(Phase phase, Instant at) {
      return switch (this) {
        case PULL -> PhaseGate.mayPull(peer(BACKEND, phase), at);
        case PUSH -> PhaseGate.mayPush(peer(HUB, phase), at);
        case READ -> PhaseGate.mayRead(peer(BACKEND, phase), at);
        case TAKE_TESTED_AT_HOME -> PhaseGate.mayTake(peer(BACKEND, phase), BE, at);
        case TAKE_TESTED_ROAMING -> PhaseGate.mayTake(peer(BACKEND, phase), LU, at);
        case TAKE_OF_HUB -> PhaseGate.mayTake(peer(HUB, phase), DE, at);
        case TAKE_OF_OTHERS -> PhaseGate.mayTake(peer(BACKEND, phase), DE, at);
        case TELL_TESTED_AT_HOME -> PhaseGate.mayTell(peer(BACKEND, phase), NL, NL, at);
        case TELL_TESTED_ROAMING -> PhaseGate.mayTell(peer(BACKEND, phase), NL, BE, at);
      };
    }
  }

  @ParameterizedTest
  @CsvSource({
    // gate, none, I, II
    "PULL, false, true, true",
    "PUSH, false, true, true",
    "READ, false, true, true",
    "TAKE_TESTED_AT_HOME, false, true, true",
    "TAKE_TESTED_ROAMING, false, false, true",
    "TAKE_OF_HUB, false, true, true",
    "TAKE_OF_OTHERS, false, false, false",
    "TELL_TESTED_AT_HOME, false, true, true",
    "TELL_TESTED_ROAMING, false, false, true"
  })
  void gateIsOpenInItsPhasesAlone(Gate gate, boolean none, boolean one, boolean two) {
    assertThat(gate.isOpen(Phase.NONE, NOW)).isEqualTo(none);
    assertThat(gate.isOpen(Phase.ONE, NOW)).isEqualTo(one);
    assertThat(gate.isOpen(Phase.TWO, NOW)).isEqualTo(two);
  }

  @Test
  void noGateIsOpenWhenThePeerIsNotValid() {
    Instant after = Instant.parse("2028-06-01T00:00:00Z");

    assertThat(Gate.values()).noneMatch(gate -> gate.isOpen(Phase.TWO, after));
  }

  private static Peer peer(String pointer, Phase phase) {
    var tree = tree();
    at(tree, pointer).put("phase", phase.word()).put("validThru", "2028-01-01T00:00:00Z");
    at(tree, BACKEND).putArray("origins").add("BE").add("LU");
    var id = new PeerId(at(tree, pointer).get("id").stringValue());
    return READING.federation(bytes(tree)).peer(id).orElseThrow();
  }
}
