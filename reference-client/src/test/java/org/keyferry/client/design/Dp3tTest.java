package org.keyferry.client.design;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.client.follow.ReceivedFile;
import org.keyferry.wire.edi.EphemeralIdRecord;
import org.keyferry.wire.edi.SeedRecord;
import org.keyferry.wire.key.Region;

/**
 * The identifiers are those that {@code openssl dgst -mac HMAC} and {@code openssl enc
 * -aes-256-ctr} make of a key of 32 zero bytes; the same two commands make those of the designers'
 * implementation profile of its broadcast key.
 */
class Dp3tTest {
  private static final Region CH = new Region("CH");
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");
  private static final ByteString KEY = ByteString.copyFrom(new byte[32]);
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-11-25T10:00:00Z"));

  private final HeardIdentifiers heard = new HeardIdentifiers();
  private final SeedMatcher matcher = new SeedMatcher(heard, NOW);

  private static ByteString hex(String text) {
    return ByteString.copyFrom(HexFormat.of().parseHex(text));
  }

  private void receive() {
    matcher.received(new ReceivedFile(CH, "CH/x", List.of(), 0, List.of(new SeedRecord(KEY, DAY))));
  }

  @ParameterizedTest
  @Tag("D16")
  @ValueSource(
      strings = {
        "eb0958c011492732c59e3ed2a5eef01d",
        "0a61d3d58d430c4d3d9ef809598f55b2",
        "0520fb9af787c6c534e86ec5f9639900"
      })
  void aKeyOfADayIsFoundByEachOfItsIdentifiers(String identifier) {
    heard.hear(hex(identifier), DAY);
    receive();
    assertThat(matcher.matches().count()).isEqualTo(1);
  }

  @Test
  @Tag("D16")
  void laterDaysFollowFromTheKeyUntilToday() {
    // SHA-256 of 32 zero bytes is the next day's key; this is its first identifier.
    heard.hear(hex(FIRST_OF_NEXT_DAY), DAY.plusDays(1));
    receive();
    assertThat(matcher.matches().count()).isEqualTo(1);
  }

  private static final String FIRST_OF_NEXT_DAY = "04cab76af57ca373de1d52689fae06c1";

  @Test
  void anIdentifierThatWasHeardOnAnotherDayIsAReplay() {
    heard.hear(hex("eb0958c011492732c59e3ed2a5eef01d"), DAY.plusDays(1));
    heard.hear(hex(FIRST_OF_NEXT_DAY), DAY);
    receive();
    assertThat(matcher.matches().count()).isZero();
  }

  @Test
  void aListOfIdentifiersIsComparedDirectly() {
    heard.hear(hex("eb0958c011492732c59e3ed2a5eef01d"), DAY);
    long epoch = DAY.toEpochDay() * 96 + 40;
    matcher.received(
        new ReceivedFile(
            CH,
            "CH/x",
            List.of(),
            0,
            List.of(
                new EphemeralIdRecord(hex("eb0958c011492732c59e3ed2a5eef01d"), epoch),
                new EphemeralIdRecord(hex("0a61d3d58d430c4d3d9ef809598f55b2"), epoch))));
    assertThat(matcher.matches().count()).isEqualTo(1);
  }
}
