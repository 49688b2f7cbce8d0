package org.keyferry.federation.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As EFGS answers them. */
class EfgsMediaTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/protobuf; version=1.0 | PROTOBUF",
        "application/json;version=1.0 | JSON",
        "Application/JSON; Version=1.0 | JSON",
        "application/json | 400",
        "application/json; version=1 | 400",
        "application/json; version=1.1 | 406",
        "application/protobuf; version=2.0 | 406",
        "text/plain; version=1.0 | 415",
        "no media type | 415",
        "| 415"
      })
  void bodiesHaveAKnownTypeWithItsVersion(String contentType, String expected) {
    assertThat(answer(() -> EfgsMedia.ofBody(contentType))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/protobuf; version=1.0 | PROTOBUF",
        "text/html, application/json; version=1.0 | JSON",
        "application/protobuf | 415",
        "application/protobuf; version=1.1 | 415",
        "*/* | 415",
        "| 415",
        "text/html | 406"
      })
  void downloadsAreAskedForWithTheirVersion(String accept, String expected) {
    assertThat(answer(() -> EfgsMedia.ofDownload(accept))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "| JSON",
        "*/* | JSON",
        "application/json | JSON",
        "application/json; version=1.0 | JSON",
        "application/protobuf; version=1.0 | 406",
        "text/html | 406"
      })
  void answersToUploadsAreJson(String accept, String expected) {
    assertThat(
            answer(() -> {
              EfgsMedia.checkAcceptsJson(accept);
              return EfgsMedia.JSON;
            }))
        .isEqualTo(expected);
  }

  private interface Asking {
    EfgsMedia ask() throws HubRefusal;
  }

  private static String answer(Asking asking) {
    try {
      return asking.ask().name();
    } catch (HubRefusal e) {
      return String.valueOf(e.status());
    }
  }
}
