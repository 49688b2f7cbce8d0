package org.keyferry.submission.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.key.Region;

class TokenSealTest {
  @TempDir private Path directory;
  private TokenSeal seal;

  @BeforeEach
  void make() {
    seal = seal(1);
  }

  private TokenSeal seal(int... keys) {
    return new TokenSeal(TokenRig.dataKeys(directory, keys), TokenRig.HOME, TokenRig.ENTRIES);
  }

  private static RevisionToken token(int keys) {
    return new RevisionToken(
        TokenRig.NOW,
        TokenRig.keys(keys, ReportType.CONFIRMED_TEST, keys).stream()
            .map(key -> RevisableKey.of(key, TokenRig.PHONE.of(key)))
            .toList());
  }

  @Test
  void everyTokenHasTheSameLengthAndIsReadBack() {
    List<String> tokens =
        IntStream.rangeClosed(0, TokenRig.ENTRIES).mapToObj(n -> seal.seal(token(n))).toList();

    assertThat(tokens.stream().map(String::length).distinct()).hasSize(1);
    for (int n = 0; n < tokens.size(); n++) {
      assertThat(seal.open(tokens.get(n))).contains(token(n));
    }
  }

  @Test
  void sameKeysGiveAnotherTextEachTime() {
    assertThat(seal.seal(token(3))).isNotEqualTo(seal.seal(token(3)));
  }

  @Test
  void tokenChangedInAnyByteIsNotOpened() {
    byte[] bytes = Base64.getDecoder().decode(seal.seal(token(14)));

    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      assertThat(seal.open(Base64.getEncoder().encodeToString(changed)))
          .as("byte %s", at)
          .isEmpty();
    }
  }

  @Test
  void tokenCutAnywhereIsNotOpened() {
    String token = seal.seal(token(14));

    for (int length = 0; length < token.length(); length += 7) {
      assertThat(seal.open(token.substring(0, length))).as("%s characters", length).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "no base64!", "🙂"})
  void whatIsNoTokenIsNotOpened(String text) {
    assertThat(seal.open(text)).isEmpty();
  }

  @Test
  void tokenOfAnEarlierKeyIsOpenedAfterRotationAndTheNewKeySeals() {
    String before = seal.seal(token(2));
    TokenSeal rotated = seal(2, 1);

    assertThat(rotated.open(before)).contains(token(2));
    assertThat(seal(2).open(rotated.seal(token(2)))).contains(token(2));
  }

  @Test
  void tokenOfARetiredKeyIsNotOpened() {
    assertThat(seal(2).open(seal.seal(token(2)))).isEmpty();
  }

  @Test
  void tokenOfAnotherGatewaysKeyIsNotOpened(@TempDir Path elsewhere) {
    var other = new TokenSeal(TokenRig.dataKeys(elsewhere, 1), new Region("DE"), TokenRig.ENTRIES);

    assertThat(seal.open(other.seal(token(2)))).as("same key, another region").isEmpty();
  }

  @Test
  void tokenOfAGatewayThatTakesMoreKeysIsOpened() {
    var larger = new TokenSeal(TokenRig.dataKeys(directory, 1), TokenRig.HOME, 50);

    assertThat(seal.open(larger.seal(token(40)))).contains(token(40));
  }

  @Test
  void nothingPrintsWhatItHolds() {
    assertThat(token(1).toString()).isEqualTo("RevisionToken[redacted]");
    assertThat(token(1).keys().getFirst().toString()).isEqualTo("RevisableKey[redacted]");
  }
}
