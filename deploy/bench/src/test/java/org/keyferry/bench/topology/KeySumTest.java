package org.keyferry.bench.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.keyferry.bench.data.MadeUpKeys;

class KeySumTest {
  private final MadeUpKeys keys = new MadeUpKeys(1, Instant.parse("2026-03-01T12:00:00Z"));

  @Test
  void sameKeysInAnotherOrderHaveTheSameSum() {
    assertThat(sum(1, 2, 3).sameKeysAs(sum(3, 1, 2))).isTrue();
  }

  @Test
  void lostDoubledOrOtherKeyChangesTheSum() {
    assertThat(sum(1, 2, 3).sameKeysAs(sum(1, 2))).isFalse();
    assertThat(sum(1, 2, 3).sameKeysAs(sum(1, 2, 2))).isFalse();
    assertThat(sum(1, 2, 3).sameKeysAs(sum(1, 2, 4))).isFalse();
  }

  @Test
  void oneKeyOutOfOrderIsRemembered() {
    var sum = sum(1);
    sum.note(true);
    sum.note(false);
    sum.note(true);

    assertThat(sum.isAscending()).isFalse();
  }

  private KeySum sum(long... indices) {
    var sum = new KeySum();
    for (long index : indices) {
      ByteString key = keys.key(index).key().toByteString();
      sum.add(key);
    }
    return sum;
  }
}
