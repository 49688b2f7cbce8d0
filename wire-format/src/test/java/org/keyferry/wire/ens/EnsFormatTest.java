package org.keyferry.wire.ens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyferry.wire.ens.format.Cursor;
import org.keyferry.wire.ens.format.FetchState;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.DefectList;
import org.keyferry.wire.hub.DefectList.Defect;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.key.Region;

/** The golden files share no code with us: a few lines of Python made them. */
@Tag("G07")
class EnsFormatTest {
  static final BatchLimits LIMITS = new BatchLimits(EnsRequest.MOST_KEYS, 1 << 20, 64);
  private static final EnsState STATE = state(1_602_100_800, "NTAw", 1_602_097_200, "");

  static EnsState state(long keys, String token, long revised, String revisedToken) {
    return new EnsState(
        FetchState.newBuilder()
            .setKeyCursor(Cursor.newBuilder().setTimestamp(keys).setNextToken(token))
            .setRevisedKeyCursor(
                Cursor.newBuilder().setTimestamp(revised).setNextToken(revisedToken))
            .build());
  }

  private static ByteString bytesFrom(int first) {
    var bytes = new byte[16];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (first + i);
    }
    return ByteString.copyFrom(bytes);
  }

  static List<Defect> defects() throws IOException {
    return DefectList.of("ens/defects/page");
  }

  @Test
  void pageIsReadFieldByField() throws Exception {
    EnsPage page = EnsPage.read(DefectList.file("ens/golden/page.binpb"), "golden", LIMITS);

    assertThat(page)
        .isEqualTo(
            new EnsPage(
                List.of(
                    new EnsKey(
                        bytesFrom(0),
                        2_670_000,
                        144,
                        2,
                        1,
                        OptionalInt.of(-3),
                        false,
                        List.of("US")),
                    new EnsKey(
                        bytesFrom(16),
                        2_670_144,
                        90,
                        0,
                        2,
                        OptionalInt.of(0),
                        true,
                        List.of("MX", "US"))),
                List.of(
                    new EnsKey(
                        bytesFrom(32),
                        2_670_288,
                        144,
                        8,
                        5,
                        OptionalInt.empty(),
                        false,
                        List.of("US"))),
                true,
                STATE));
  }

  @Test
  void requestIsWrittenByteForByte() throws Exception {
    var request =
        new EnsRequest(
            List.of(new Region("US"), new Region("MX")), new Region("NL"), false, true, STATE);

    assertThat(request.toByteArray()).isEqualTo(DefectList.file("ens/golden/request.binpb"));
  }

  @Test
  void nobodyAsksForAllRegionsOrForOurs() {
    var home = new Region("NL");
    assertThatThrownBy(() -> new EnsRequest(List.of(), home, false, true, EnsState.START))
        .hasMessageContaining("expected regions other than NL");
    assertThatThrownBy(() -> new EnsRequest(List.of(home), home, false, true, EnsState.START))
        .hasMessageContaining("expected regions other than NL");
  }

  @ParameterizedTest
  @MethodSource("defects")
  void defectOfAPageIsNamed(Defect defect) {
    assertThatThrownBy(() -> EnsPage.read(defect.content(), "body", LIMITS))
        .asInstanceOf(InstanceOfAssertFactories.type(MalformedBatch.class))
        .extracting(malformed -> malformed.problem().what())
        .isEqualTo(defect.what());
  }

  @Test
  void keysPrintWithoutTheirBytes() throws Exception {
    EnsPage page = EnsPage.read(DefectList.file("ens/golden/page.binpb"), "golden", LIMITS);

    assertThat(page.toString()).doesNotContain("keyData").contains("start=2670000, period=144");
  }

  @Test
  void stateIsTextAndBack() {
    assertThat(EnsState.parse(STATE.text())).isEqualTo(STATE);
    assertThat(STATE.text()).matches("[A-Za-z0-9_-]+");
  }

  /** Sent, answered, keys that came: what to ask with. Tokens as numbers of rows. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "7200, -, 7200, -, 500, 500",
        "7200, 500, 7200, -, 500, 1000",
        "7200, -, 7200, 3, 500, 3",
        "3600, -, 7200, -, 500, -",
        "7200, -, 7200, -, 0, -"
      })
  void aFullPageOfOneHourIsLeftBehind(
      long sent, String sentRows, long answered, String answeredRows, int came, String rows) {
    var page =
        new EnsPage(
            Collections.nCopies(came, key()),
            List.of(),
            true,
            state(answered, token(answeredRows), 0, ""));

    assertThat(page.nextAfter(state(sent, token(sentRows), 0, "")))
        .isEqualTo(state(answered, token(rows), 0, ""));
  }

  @Test
  void tokensOfAnotherKindAreHandedBackAsTheyCame() {
    var sent = state(7200, "no number", 0, "");
    var page = new EnsPage(List.of(key()), List.of(), true, state(7200, "", 0, ""));

    assertThat(page.nextAfter(sent)).isEqualTo(state(7200, "", 0, ""));
  }

  private static EnsKey key() {
    return new EnsKey(bytesFrom(0), 1, 144, 0, 1, OptionalInt.empty(), false, List.of("US"));
  }

  private static String token(String rows) {
    return rows == null
        ? ""
        : Base64.getEncoder().encodeToString(rows.getBytes(StandardCharsets.US_ASCII));
  }
}
