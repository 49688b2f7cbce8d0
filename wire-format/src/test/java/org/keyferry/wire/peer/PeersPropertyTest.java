package org.keyferry.wire.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PeersPropertyTest {
  private static final byte[] RIGHT = PeersGolden.read("document.json");

  /** Whatever a changed document is taken for, it is that again when it was written. */
  @Property(tries = 500)
  void changedBytesAreRefusedOrReadAsTheyAreWritten(
      @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 1 << 20) Integer> places,
      @ForAll byte value) {
    byte[] changed = RIGHT.clone();
    places.forEach(place -> changed[place % changed.length] = value);

    assertReadBackIfRead(changed);
  }

  @Property(tries = 200)
  void shortenedDocumentIsRefused(@ForAll @IntRange(max = 1 << 20) int length) {
    byte[] start = Arrays.copyOf(RIGHT, length % RIGHT.length);

    assertThat(isRead(start)).isFalse();
  }

  private static boolean isRead(byte[] json) {
    return !assertReadBackIfRead(json).isEmpty();
  }

  private static List<PeersDocument> assertReadBackIfRead(byte[] json) {
    var read = new ArrayList<PeersDocument>();
    try {
      read.add(SamplePeers.READING.document(json));
    } catch (InvalidPeers refused) {
      assertThat(refused.problem().expected()).isNotEmpty();
      return read;
    }
    assertThat(SamplePeers.READING.document(PeersWriting.document(read.getFirst())))
        .isEqualTo(read.getFirst());
    return read;
  }
}
