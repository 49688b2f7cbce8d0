package org.keyferry.submission.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplyPaddingTest {
  @Test
  void everyLengthOfTheRangeOccursAndNoOther() {
    var padding = new ReplyPadding(100, 8);

    var lengths =
        IntStream.range(0, 1000)
            .mapToObj(i -> Base64.getDecoder().decode(padding.next()).length)
            .distinct()
            .toList();

    assertThat(lengths).containsExactlyInAnyOrder(100, 101, 102, 103, 104, 105, 106, 107);
  }

  @Test
  void paddingIsNeverTheSameTwice() {
    var padding = new ReplyPadding(16, 1);

    assertThat(IntStream.range(0, 10_000).mapToObj(i -> padding.next()).distinct()).hasSize(10_000);
  }

  @Test
  void noPaddingCanBeAskedFor() {
    assertThat(new ReplyPadding(0, 1).next()).isEmpty();
  }
}
