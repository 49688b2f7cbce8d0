package org.keyferry.wire.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No input makes a reader throw anything but what it declares. A build runs the seeds and the past
 * findings; with {@code JAZZER_FUZZ=1} in the environment a method looks for new ones.
 */
class PeersFuzzTest {
  private static final PeersTrust TRUST =
      PeersTrust.of(SamplePeers.URLS, SamplePeers.key(SamplePeers.KEY));

  static Stream<byte[]> payloads() {
    return Stream.of(PeersGolden.read("document.json"), SamplePeers.bytes(SamplePeers.tree()));
  }

  static Stream<byte[]> signed() {
    return Stream.of(
        PeersGolden.read("document.jws"),
        SamplePeers.signed(PeersGolden.read("document.json"), SamplePeers.KEY)
            .getBytes(ISO_8859_1));
  }

  @MethodSource("payloads")
  @FuzzTest
  void anyPayload(byte[] payload) {
    for (boolean development : List.of(true, false)) {
      try {
        new PeersReading(new PeerUrl(development)).document(payload);
      } catch (InvalidPeers declared) {
        // What a reader says of bad input.
      }
    }
  }

  @MethodSource("signed")
  @FuzzTest
  void anyRecord(byte[] jws) {
    try {
      PeersChain.from(TRUST).next(new String(jws, ISO_8859_1), SamplePeers.NOW);
    } catch (PeersRefused declared) {
      // What a reader says of bad input.
    }
  }
}
