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
import org.keyferry.wire.settings.InvalidSetting;

class PaddingTest {
  private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

  private final Padding padding = new Padding(new PaddingSecret(SECRET));

  @Test
  void fakeIsTheHmacOfItsKeyAndNumberWithTheMetadataOfItsKey() throws GeneralSecurityException {
    BatchKey key = key(1);

    BatchKey fake = padding.fakes(List.of(key), 1).getFirst();

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

    var fakes = padding.fakes(keys, 100);

    assertThat(fakes)
        .hasSize(100)
        .extracting(BatchKey::getKeyData)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(ByteString.unsignedLexicographicalComparator())
        .doesNotContainAnyElementsOf(keys.stream().map(BatchKey::getKeyData).toList());
  }

  @Test
  void smallerBatchOfTheSameKeysHasAPartOfTheSameFakes() {
    var keys = keys(3);

    assertThat(padding.fakes(keys, 50)).containsAll(padding.fakes(keys, 20));
  }

  @Test
  void anotherSecretMakesOtherFakes() {
    var other = new Padding(new PaddingSecret(new byte[32]));

    assertThat(other.fakes(keys(3), 20)).doesNotContainAnyElementsOf(padding.fakes(keys(3), 20));
  }

  @Test
  void fakeThatIsAKeyOfTheBatchIsLeftOut() {
    BatchKey key = key(1);
    BatchKey fake = padding.fakes(List.of(key), 1).getFirst();
    var keys = List.of(key, fake);

    assertThat(padding.fakes(keys, 10)).hasSize(10).doesNotContainAnyElementsOf(keys);
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
