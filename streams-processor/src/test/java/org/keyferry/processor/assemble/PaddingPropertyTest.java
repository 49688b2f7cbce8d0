package org.keyferry.processor.assemble;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.ReportType;
import org.keyferry.processor.TestKeys;
import org.keyferry.processor.assemble.Padding.Batch;
import org.keyferry.processor.assemble.Padding.PaddedKey;

class PaddingPropertyTest {
  private final Padding padding = new Padding(new PaddingSecret(new byte[32]));

  @Property
  void everyKeyHasAsManyFakesAndTheyAreNoMoreRoundsThanNeeded(
      @ForAll @IntRange(min = 1, max = 200) int many,
      @ForAll @IntRange(min = 1, max = 300) int minimum) {
    var fakes = beyond(keys(many), minimum);

    assertThat(many + fakes.size()).isGreaterThanOrEqualTo(minimum);
    assertThat(fakes.size() % many).isZero();
    assertThat(fakes.size()).isLessThan(Math.max(1, minimum));
    assertThat(
            fakes.stream()
                .collect(groupingBy(BatchKey::getRollingStartIntervalNumber, counting()))
                .values())
        .allMatch(each -> each == fakes.size() / many);
  }

  @Property
  void smallerBatchOfTheSameKeysHasAPartOfTheSameFakes(
      @ForAll @IntRange(min = 1, max = 20) int many,
      @ForAll @IntRange(min = 1, max = 100) int minimum,
      @ForAll @IntRange(min = 0, max = 100) int more) {
    assertThat(beyond(keys(many), minimum + more)).containsAll(beyond(keys(many), minimum));
  }

  private List<BatchKey> beyond(List<BatchKey> keys, int minimum) {
    var padded = keys.stream().map(key -> new PaddedKey(key, 0, true)).toList();
    return padding.fakes(new Batch(padded, keys.size(), minimum, shown -> false)).beyond();
  }

  private static List<BatchKey> keys(int many) {
    return LongStream.range(0, many).mapToObj(PaddingPropertyTest::key).toList();
  }

  private static BatchKey key(long number) {
    return BatchKey.newBuilder()
        .setKeyData(TestKeys.bytes(number))
        .setRollingStartIntervalNumber(2_900_000 + (int) number)
        .setRollingPeriod(144)
        .setReportType(ReportType.CONFIRMED_TEST)
        .build();
  }
}
