package org.keyferry.wire.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.key.Region;

class ReleaseRampTest {
  private static final Region BE = new Region("BE");

  @Property(tries = 500)
  @Tag("D35")
  void higherPercentageTakesAllThatALowerOneTakes(
      @ForAll @Size(16) byte[] key,
      @ForAll @IntRange(min = 0, max = 100) int lower,
      @ForAll @IntRange(min = 0, max = 100) int more) {
    int place = ReleaseRamp.placeOf(key);
    int higher = Math.min(100, lower + more);
    if (new ReleaseRamp(BE, lower).takes(place)) {
      assertThat(new ReleaseRamp(BE, higher).takes(place)).isTrue();
    }
    assertThat(ReleaseRamp.placeOf(key.clone())).isEqualTo(place);
  }

  @Property(tries = 200)
  @Tag("D35")
  void noneIsTakenAtNothingAndEachAtAHundred(@ForAll @Size(16) byte[] key) {
    int place = ReleaseRamp.placeOf(key);
    assertThat(new ReleaseRamp(BE, 0).takes(place)).isFalse();
    assertThat(new ReleaseRamp(BE, 100).takes(place)).isTrue();
  }

  @Test
  void thirtyPercentTakesThatManyOfKeysThatLookAlike() {
    var ramp = new ReleaseRamp(BE, 30);
    var random = new Random(7);
    long taken =
        IntStream.range(0, 20_000)
            .filter(number -> {
              byte[] key = new byte[16];
              key[15] = (byte) random.nextInt();
              key[14] = (byte) random.nextInt();
              key[13] = (byte) random.nextInt();
              return ramp.takes(ReleaseRamp.placeOf(key));
            })
            .count();
    assertThat(taken).isBetween(5_700L, 6_300L);
  }

  /** Instances of two versions must agree. SHA-256 of 16 zero bytes begins with 37 47 08 ff. */
  @Test
  void placeOfAKeyNeverChanges() {
    assertThat(ReleaseRamp.placeOf(new byte[16])).isEqualTo(0x37 * 100 / 0x100);
  }
}
