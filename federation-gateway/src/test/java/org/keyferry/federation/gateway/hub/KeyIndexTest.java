package org.keyferry.federation.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class KeyIndexTest {
  /** Few slots for many keys, so that they run into each other. */
  private static KeyDigest key(int number) {
    return new KeyDigest(number, number % 7);
  }

  @Property(tries = 100)
  void isWhatAMapIs(
      @ForAll @Size(max = 3_000) List<@IntRange(max = 2_000) Integer> keys,
      @ForAll @IntRange(min = 1, max = 5) int batches) {
    var index = new KeyIndex();
    Map<Integer, Long> expected = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      long batch = 1L + i % batches;
      index.add(key(keys.get(i)), batch);
      expected.putIfAbsent(keys.get(i), batch);
    }
    assertSame(index, expected);
    index.removeAll(Set.of(1L, 3L));
    expected.values().removeAll(Set.of(1L, 3L));
    assertSame(index, expected);
  }

  private static void assertSame(KeyIndex index, Map<Integer, Long> expected) {
    assertThat(index.size()).isEqualTo(expected.size());
    for (int key = 0; key <= 2_000; key++) {
      assertThat(index.first(key(key))).isEqualTo(expected.getOrDefault(key, 0L));
    }
  }
}
