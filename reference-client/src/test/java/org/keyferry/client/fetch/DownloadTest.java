package org.keyferry.client.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.client.testing.TestOrigin;
import org.keyferry.client.trust.Attack;
import org.keyferry.client.trust.AttackDetected;
import org.keyferry.wire.document.ContentHash;

class DownloadTest {
  private static final String PATH = "/NL/v1/exposed/data/202611250200";
  private static final int SIZE = 300_000;
  private static final int CUT = 100_000;

  private final TestOrigin origin = new TestOrigin();
  private final DirectTransport transport = new DirectTransport();
  private final Download download = new Download(transport);
  private final byte[] object = new byte[SIZE];
  private URI uri;

  @BeforeEach
  void begin() {
    new Random(3).nextBytes(object);
    origin.put(PATH, object);
    uri = origin.base().resolve(PATH);
  }

  @AfterEach
  void end() {
    transport.close();
    origin.close();
  }

  @Test
  @Tag("D02")
  void aDownloadThatBreaksGoesOnWhereItBroke() throws Exception {
    origin.cutOnce(PATH, CUT);

    assertThat(download.verified(uri, ContentHash.of(object).text()).toByteArray())
        .isEqualTo(object);

    assertThat(origin.requests()).hasSize(2);
    var second = origin.requests().get(1);
    assertThat(second.status()).isEqualTo(206);
    assertThat(second.header("Range")).matches("bytes=[1-9]\\d*-");
    assertThat(second.header("If-Range")).isEqualTo("\"" + ContentHash.of(object) + "\"");
    // What had come was not sent again.
    assertThat(second.bytes()).isLessThan(SIZE);
  }

  @Test
  void anObjectThatChangedInTheMiddleIsFetchedWholeAndThenRefused() {
    origin.cutOnce(PATH, CUT);
    byte[] other = new byte[SIZE];
    new Random(4).nextBytes(other);
    Transport changing =
        request -> {
          Answer answer = transport.get(request);
          origin.put(PATH, other);
          return answer;
        };

    var detected =
        catchThrowableOfType(
            AttackDetected.class,
            () -> new Download(changing).verified(uri, ContentHash.of(object).text()));

    assertThat(detected.attack()).isEqualTo(Attack.ALTERED_DATA);
    assertThat(origin.requests().get(1).status()).isEqualTo(200);
  }

  @Test
  void anObjectWhoseHashBeginsAsListedIsTakenAndAnotherIsRefused() throws Exception {
    var listed = ContentHash.of(object).start();
    assertThat(download.verified(uri, listed).toByteArray()).isEqualTo(object);

    byte[] other = object.clone();
    other[SIZE / 2] ^= 1;
    origin.put(PATH, other);
    var detected = catchThrowableOfType(AttackDetected.class, () -> download.verified(uri, listed));

    assertThat(detected.attack()).isEqualTo(Attack.ALTERED_DATA);
  }

  @Test
  void aRedirectIsNotFollowed() {
    origin.redirect(PATH, "http://localhost:1/elsewhere");

    assertThatThrownBy(() -> download.whole(uri))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("status 307");
    assertThat(origin.requests()).hasSize(1);
  }

  @Test
  void anAddressOnAnotherHostIsDetected() {
    for (String reference :
        new String[] {
          "https://elsewhere.example/x", "//elsewhere.example/x", "http://127.0.0.1/x"
        }) {
      var detected =
          catchThrowableOfType(AttackDetected.class, () -> HostGuard.resolve(uri, reference));
      assertThat(detected.attack()).as(reference).isEqualTo(Attack.OTHER_HOST);
    }
  }

  @Test
  void anAnswerThatIsTooLargeIsNotTakenIn() {
    try (var small = new DirectTransport(Duration.ofSeconds(30), CUT)) {
      assertThatThrownBy(() -> new Download(small).whole(uri))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("at most " + CUT + " bytes");
    }
  }
}
