package org.keyferry.wire.export;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.feed.BatchWindow;

/** The example whose digest Google's server publishes. */
class GoldenExportTest {
  private static final SigningKeyId KEY_ID = new SigningKeyId("310", "1");

  @Test
  void digestOfExportBinIsTheOneOfGooglesServer() throws IOException {
    var out = new ByteArrayOutputStream();
    var measured = new MeasuredOutput(out);
    var body = new BodyEncoder(measured);
    body.header(BatchWindow.ofEpochSeconds(1588291200, 1588294800), "US", List.of(KEY_ID));
    body.key(fields("ABC", 8, 18, 0, 2, 0));
    body.key(fields("DEF", 1, 118, 1, 1, -1));
    body.key(fields("GHI", 5, 118, 1, 3, -1));
    var revised = fields("123", 4, 100, 144, 5, 0);
    revised.onsetKnown = false;
    body.revisedKey(revised);
    body.flush();
    assertThat(out.size()).isEqualTo(137);
    assertThat(Base64.getEncoder().encodeToString(measured.sha256().toByteArray()))
        .isEqualTo("ho9AqUPleXoGs4wc5PEUU7MvbToDryEnQ+rJ8Fb1Hvc=");
  }

  private static KeyFields fields(
      String data, int risk, int start, int period, int reportType, int daysSinceOnset) {
    var key = new KeyFields();
    key.clear();
    key.data = data.getBytes(US_ASCII);
    key.risk = risk;
    key.start = start;
    key.period = period;
    key.reportType = reportType;
    key.onsetKnown = true;
    key.daysSinceOnset = daysSinceOnset;
    return key;
  }
}
