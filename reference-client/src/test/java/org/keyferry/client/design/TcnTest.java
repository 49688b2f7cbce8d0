package org.keyferry.client.design;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.client.follow.ReceivedFile;
import org.keyferry.wire.edi.TcnRecord;
import org.keyferry.wire.key.Region;

/** The report and the numbers of the vectors that the TCN coalition published. */
class TcnTest {
  private static final Region US = new Region("US");

  private static final String REPORT =
      "fd8deb9d91a13e144ca5b0ce14e289532e040fe0bf922c6e3dadb1e4e2333c78"
          + "df535b90ac99bec8be3a8add45ce77897b1e7cb1906b5cff1097d3cb142fd9d0"
          + "02000a00000c73796d70746f6d2064617461"
          + "31078ec5367b67a8c793b740626d81ba904789363137b5a313419c0f50b180d8"
          + "226ecc984bf073ff89cbd9c88fea06bda1f0f368b0e7e88bbe68f15574482904";

  /** The first, which the report does not tell, and those from 2 to 9, which it does. */
  private static final List<String> NUMBERS =
      List.of(
          "f4350a4a33e30f2f568898fbe4c4cf34",
          "135eeaa6482b8852fea3544edf6eabf0",
          "d713ce68cf4127bcebde6874c4991e4b",
          "5174e6514d2086565e4ea09a45995191",
          "ccae4f2c3144ad1ed0c2a39613ef0342",
          "3b9e600991369bba3944b6e9d8fda370",
          "dc06a8625c08e946317ad4c89e6ee8a1",
          "9d671457835f2c254722bfd0de76dffc",
          "8b454d28430d3153a500359d9a49ec88");

  private static ByteString hex(String text) {
    return ByteString.copyFrom(HexFormat.of().parseHex(text));
  }

  private static TcnMatcher after(String heard, String report) {
    var matcher = new TcnMatcher();
    matcher.hear(hex(heard));
    matcher.received(
        new ReceivedFile(US, "US/x", List.of(), 0, List.of(new TcnRecord(hex(report)))));
    return matcher;
  }

  @Test
  @Tag("D19")
  void aReportTellsTheNumbersOfItsPhone() {
    var report = TcnReport.of(hex(REPORT));
    assertThat(report.isSigned()).isTrue();
    assertThat(report.contactNumbers())
        .containsExactlyElementsOf(NUMBERS.subList(1, 9).stream().map(TcnTest::hex).toList());
  }

  @Test
  @Tag("D19")
  void aNumberOfAReportThatWasHeardIsFound() {
    assertThat(after(NUMBERS.get(4), REPORT).matches().count()).isEqualTo(1);
    assertThat(after(NUMBERS.getFirst(), REPORT).matches().count()).isZero();
  }

  /** The verification key, the contact key, an index, the memo, the signature. */
  @ParameterizedTest
  @Tag("D19")
  @ValueSource(ints = {0, 40, 64, 66, 72, 90})
  void aReportThatItsAuthorDidNotSignIsRefused(int changed) {
    byte[] report = HexFormat.of().parseHex(REPORT);
    report[changed] ^= 1;

    var matcher = after(NUMBERS.get(4), HexFormat.of().formatHex(report));

    assertThat(matcher.refused()).isEqualTo(1);
    assertThat(matcher.matches().count()).isZero();
  }

  @Test
  @Tag("D19")
  void aReportWithoutSignatureIsRefused() {
    var matcher = after(NUMBERS.get(4), REPORT.substring(0, REPORT.length() - 128));
    assertThat(matcher.refused()).isEqualTo(1);
  }
}
