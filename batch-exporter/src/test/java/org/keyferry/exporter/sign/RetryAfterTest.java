package org.keyferry.exporter.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7|2026-11-25T12:00:07Z",
        "Wed, 25 Nov 2026 12:01:00 GMT|2026-11-25T12:01:00Z",
        "86400|2026-11-25T12:05:00Z",
        "999999999|2026-11-25T12:05:00Z",
        "-1|2026-11-25T12:00:00Z",
        "soon|2026-11-25T12:00:00Z",
        "99999999999999999999|2026-11-25T12:00:00Z"
      })
  void pauseIsTheOneThatIsAskedForUpToFiveMinutes(String value, Instant until) {
    assertThat(RetryAfter.of(headers(Map.of("Retry-After", List.of(value))), NOW)).isEqualTo(until);
  }

  @Test
  void withoutTheHeaderThereIsNoPause() {
    assertThat(RetryAfter.of(headers(Map.of()), NOW)).isEqualTo(NOW);
  }

  private static HttpHeaders headers(Map<String, List<String>> all) {
    return HttpHeaders.of(all, (name, value) -> true);
  }
}
