package org.keyferry.processor.assemble;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.ReportType;
import org.keyferry.processor.TestKeys;
import org.keyferry.processor.assemble.Padding.Batch;
import org.keyferry.processor.assemble.Padding.PaddedKey;
import org.keyferry.wire.settings.InvalidSetting;

class PaddingTest {
  private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

  private final Padding padding = new Padding(new PaddingSecret(SECRET));

  @Test
  void fakeIsTheHmacOfItsKeyAndNumberWithTheMetadataOfItsKey() throws GeneralSecurityException {
    BatchKey key = key(1);

    BatchKey fake = beyond(List.of(key), 2).getFirst();

    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
    mac.update(key.getKeyData().toByteArray());
    byte[] expected = mac.doFinal(new byte[] {0, 0, 0, 0});
    assertThat(fake.getKeyData()).isEqualTo(ByteString.copyFrom(expected, 0, 16));
    assertThat(fake.toBuilder().setKeyData(key.getKeyData()).build()).isEqualTo(key);
  }

  @Test
  void fakesAscendAndDifferFromEachOtherAndFromTheKeys() {
    var keys = keys(7);

    var fakes = beyond(keys, 107);

    assertThat(fakes)
        .hasSizeGreaterThanOrEqualTo(100)
        .extracting(BatchKey::getKeyData)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(ByteString.unsignedLexicographicalComparator())
        .doesNotContainAnyElementsOf(keys.stream().map(BatchKey::getKeyData).toList());
  }

  @Test
  void fakesThatOthersShowComeFirstAndOnlyWhatIsMissingIsMade() {
    var key = key(1);
    var told = new PaddedKey(key, 3, true);

    var fakes = padding.fakes(new Batch(List.of(told), 1, 6, shown -> false));

    assertThat(fakes.told()).containsExactlyElementsOf(beyond(List.of(key), 4));
    assertThat(fakes.beyond()).hasSize(2).doesNotContainAnyElementsOf(fakes.told());
    assertThat(fakes.rounds()).isEqualTo(2);
    assertThat(beyond(List.of(key), 6)).containsAll(fakes.told()).containsAll(fakes.beyond());
  }

  @Test
  void largeBatchHasTheFakesThatOthersShowAndNoMore() {
    var told = new PaddedKey(key(1), 3, true);

    var fakes = padding.fakes(new Batch(List.of(told), 500, 150, shown -> false));

    assertThat(fakes.told()).hasSize(3);
    assertThat(fakes.beyond()).isEmpty();
  }

  @Test
  void keyThatIsTooOldForOtherFeedsHasNoFakesUnlessAllAre() {
    var old = new PaddedKey(key(1), 0, false);
    var young = new PaddedKey(key(2), 0, true);

    assertThat(padding.fakes(new Batch(List.of(old, young), 2, 5, shown -> false)).beyond())
        .hasSize(3)
        .allMatch(fake -> fake.getRollingStartIntervalNumber() == 2_900_002);
    assertThat(padding.fakes(new Batch(List.of(old), 1, 4, shown -> false)).beyond()).hasSize(3);
  }

  @Test
  void fakeThatWasShownBeforeIsLeftOut() {
    var key = key(1);
    var shown = beyond(List.of(key), 3).stream().map(BatchKey::getKeyData).toList();

    var batch = new Batch(List.of(new PaddedKey(key, 1, true)), 1, 4, shown::contains);

    assertThat(padding.fakes(batch).beyond())
        .hasSize(3)
        .extracting(BatchKey::getKeyData)
        .doesNotContainAnyElementsOf(shown);
  }

  @Test
  void anotherSecretMakesOtherFakes() {
    var other = new Padding(new PaddingSecret(new byte[32]));

    assertThat(other.fakes(batch(keys(3), 20)).beyond())
        .doesNotContainAnyElementsOf(beyond(keys(3), 20));
  }

  @Test
  void fakeThatIsAKeyOfTheBatchIsLeftOut() {
    BatchKey key = key(1);
    BatchKey fake = beyond(List.of(key), 2).getFirst();
    var keys = List.of(key, fake);

    assertThat(beyond(keys, 12)).hasSize(10).doesNotContainAnyElementsOf(keys);
  }

  @Test
  void shortSecretIsRefusedWithTheCommandThatMakesOne(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("secret");
    Files.write(file, new byte[31]);

    assertThatThrownBy(() -> PaddingSecret.read(file))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("keyferry.processor.padding-secret-file")
        .hasMessageContaining("/dev/urandom")
        .hasMessageContaining("31 bytes");
  }

  @Test
  void missingSecretIsRefusedWithTheCommandThatMakesOne(@TempDir Path directory) {
    Path file = directory.resolve("secret");

    assertThatThrownBy(() -> PaddingSecret.read(file))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("head -c 32 /dev/urandom > " + file);
  }

  private List<BatchKey> beyond(List<BatchKey> keys, int minimum) {
    return padding.fakes(batch(keys, minimum)).beyond();
  }

  private static Batch batch(List<BatchKey> keys, int minimum) {
    var padded = keys.stream().map(key -> new PaddedKey(key, 0, true)).toList();
    return new Batch(padded, keys.size(), minimum, shown -> false);
  }

  private static List<BatchKey> keys(int many) {
    return LongStream.range(0, many).mapToObj(PaddingTest::key).toList();
  }

  private static BatchKey key(long number) {
    return BatchKey.newBuilder()
        .setKeyData(TestKeys.bytes(number))
        .setRollingStartIntervalNumber(2_900_000 + (int) number)
        .setRollingPeriod(144)
        .setTransmissionRisk(3)
        .setReportType(ReportType.CONFIRMED_TEST)
        .setDaysSinceOnset(-1)
        .build();
  }
}
