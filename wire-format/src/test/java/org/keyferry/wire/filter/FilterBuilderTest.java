package org.keyferry.wire.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.wire.Sha256;

@Tag("D50")
class FilterBuilderTest {
  private static final FilterShape FUSE =
      new FilterShape(FilterKind.BINARY_FUSE, 32, ItemKind.EPHEMERAL_ID);
  private static final int FOREIGN = 100_000;

  /** Of 300 filters of 150 items about 13 need another salt. */
  @Test
  void saltIsRaisedWhereNoFilterCanBeMade() throws Exception {
    var raised =
        IntStream.range(0, 300)
            .mapToObj(i -> SampleItems.filter(FUSE, "batch-" + i, 150).header())
            .filter(header -> header.saltAttempt() > 0)
            .toList();
    assertThat(raised).hasSizeBetween(3, 30);
    var first = raised.getFirst();
    assertThat(IntStream.range(0, 300).mapToObj(i -> "batch-" + i))
        .anyMatch(id -> Arrays.equals(salt(id, first.saltAttempt()), first.salt().toByteArray()));
  }

  private static byte[] salt(String batchId, int attempt) {
    MessageDigest set = Sha256.begun();
    SampleItems.items(150).stream().sorted(Arrays::compareUnsigned).forEach(set::update);
    MessageDigest salt = Sha256.begun();
    salt.update("CCF1".getBytes(US_ASCII));
    salt.update(batchId.getBytes(US_ASCII));
    salt.update(set.digest());
    salt.update(new byte[] {(byte) attempt, 0, 0, 0});
    return Arrays.copyOf(salt.digest(), 16);
  }

  @Test
  void anotherBatchOfTheSameItemsHasAnotherSalt() {
    assertThat(SampleItems.filter(FUSE, "a", 150).header().salt())
        .isNotEqualTo(SampleItems.filter(FUSE, "b", 150).header().salt());
  }

  @Test
  void anotherItemGivesAnotherSalt() {
    assertThat(SampleItems.filter(FUSE, "a", 150).header().salt())
        .isNotEqualTo(SampleItems.filter(FUSE, "a", 151).header().salt());
  }

  /** Foreign items that are taken for others: a Poisson number, here within five deviations. */
  @ParameterizedTest
  @CsvSource({
    "BINARY_FUSE, 8, 0.00390625",
    "BINARY_FUSE, 16, 0.0000152588",
    "CUCKOO, 8, 0.0289",
    "CUCKOO, 16, 0.000114",
    "GOLOMB, 8, 0.00390625",
    "GOLOMB, 16, 0.0000152588"
  })
  void foreignItemsAreTakenForOthersAsOftenAsTheBitsSay(
      FilterKind kind, int bits, double probability) {
    var shape = new FilterShape(kind, bits, ItemKind.EPHEMERAL_ID);
    // A cuckoo filter of 15,300 items is nearly as full as it may be.
    var filter = SampleItems.read(SampleItems.bytes(SampleItems.filter(shape, "a", 15_300)));
    long taken =
        IntStream.range(0, FOREIGN)
            .filter(i -> filter.mightContain(SampleItems.item(-1 - i)))
            .count();
    double expected = FOREIGN * probability;
    double deviation = 5 * Math.sqrt(expected);
    // That of a cuckoo filter depends on how full it is, which the expectation rounds.
    double slack = kind == FilterKind.CUCKOO ? 0.1 * expected : 0;
    assertThat((double) taken).isBetween(expected - deviation - slack, expected + deviation + slack);
  }

  @ParameterizedTest
  @CsvSource({"BINARY_FUSE, 36", "CUCKOO, 42", "GOLOMB, 34"})
  void itemCostsAsManyBitsAsTheKindSays(FilterKind kind, double most) {
    var shape = new FilterShape(kind, 32, ItemKind.EPHEMERAL_ID);
    int items = 61_000;
    var header = SampleItems.filter(shape, "a", items).header();
    double bits = 8.0 * header.bodyLength() / items;
    // 61,000 is little for a binary fuse filter, and nearly fills a cuckoo filter.
    assertThat(bits).isBetween(32.0, kind == FilterKind.BINARY_FUSE ? 40.0 : most);
  }

  @ParameterizedTest
  @EnumSource
  void lengthIsKnownBefore(FilterKind kind) {
    var shape = new FilterShape(kind, 16, ItemKind.EPHEMERAL_ID);
    double length = SampleItems.filter(shape, "a", 20_000).size();
    double rounding = kind == FilterKind.GOLOMB ? 0.01 : 0;
    assertThat(shape.fileLength(20_000) / length).isBetween(1 - rounding, 1 + rounding);
  }

  @ParameterizedTest
  @EnumSource
  void filterOfNothingContainsNothing(FilterKind kind) {
    var shape = new FilterShape(kind, 8, ItemKind.EPHEMERAL_ID);
    var filter = SampleItems.read(SampleItems.bytes(SampleItems.filter(shape, "a", 0)));
    assertThat(IntStream.range(0, 1_000).mapToObj(SampleItems::item))
        .noneMatch(filter::mightContain);
  }

  @Test
  void digestIsThatOfTheWholeFile() {
    var filter = SampleItems.filter(FUSE, "a", 10);
    assertThat(filter.sha256()).isEqualTo(Sha256.of(SampleItems.bytes(filter)));
    assertThat(filter.size()).isEqualTo(SampleItems.bytes(filter).length);
  }

  @Test
  void itemOfAnotherLengthIsRefused() {
    var builder = new FilterBuilder(FUSE, SampleItems.STAMP, "a");
    assertThatThrownBy(() -> builder.add(new byte[31])).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingIsAddedToABuiltFilter() {
    var builder = new FilterBuilder(FUSE, SampleItems.STAMP, "a");
    builder.build();
    assertThatThrownBy(() -> builder.add(new byte[32])).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "ä"})
  void batchIdThatIsNoneIsRefused(String batchId) {
    assertThatThrownBy(() -> new FilterBuilder(FUSE, SampleItems.STAMP, batchId))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 64})
  void fingerprintsOfOtherBitsAreRefused(int bits) {
    assertThatThrownBy(() -> new FilterShape(FilterKind.CUCKOO, bits, ItemKind.TCN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
