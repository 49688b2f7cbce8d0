package org.keyferry.submission.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class RequestReadingTest {
  private static final int LARGEST = 1000;
  private final RequestReading reading = new RequestReading(LARGEST);

  private PublishRequest read(String body) {
    return read("application/json", body);
  }

  private PublishRequest read(String contentType, String body) {
    var request = new MockHttpServletRequest("POST", "/v1/publish");
    request.setContentType(contentType);
    request.setContent(body.getBytes(UTF_8));
    return reading.read(request);
  }

  private static void assertStatus(int status, Throwable refused) {
    assertThat(((UploadRefused) refused).reply().status()).isEqualTo(status);
    assertThat(((UploadRefused) refused).reply().code()).contains(ErrorCode.BAD_REQUEST);
  }

  private void assertRefused(String body, String part) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(UploadRefused.class)
        .hasMessageStartingWith(
            "body in the request: expected one JSON object with known fields, got " + part)
        .satisfies(refused -> assertStatus(400, refused));
  }

  @Test
  void everyFieldIsRead() {
    var read =
        read(
            """
            {"temporaryExposureKeys":[{"key":"AA","rollingStartNumber":1,"rollingPeriod":2,"transmissionRisk":3}],
             "healthAuthorityID":"id","verificationPayload":"jwt","hmacKey":"secret","symptomOnsetInterval":4,
             "traveler":true,"revisionToken":"token","padding":"pad","regionsOfInterest":["DE"],"consentToFederation":true}
            """);

    assertThat(read.temporaryExposureKeys()).containsExactly(new RequestedKey("AA", 1, 2, 3));
    assertThat(read.healthAuthorityID()).isEqualTo("id");
    assertThat(read.verificationPayload()).isEqualTo("jwt");
    assertThat(read.secret()).isEqualTo("secret");
    assertThat(read.symptomOnsetInterval()).isEqualTo(4);
    assertThat(read.traveler()).isTrue();
    assertThat(read.regionsOfInterest().orElseThrow()).containsExactly("DE");
    assertThat(read.consentToFederation()).contains(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        """
        {"temporaryExposureKeys":null,"healthAuthorityID":null,"verificationPayload":null,"hmacKey":null,
         "symptomOnsetInterval":null,"traveler":null,"revisionToken":null,"padding":null,
         "regionsOfInterest":null,"consentToFederation":null}
        """
      })
  void whatIsAbsentOrNullIsEmpty(String body) {
    var read = read(body);

    assertThat(read.temporaryExposureKeys()).isEmpty();
    assertThat(read.healthAuthorityID()).isEmpty();
    assertThat(read.verificationPayload()).isEmpty();
    assertThat(read.secret()).isEmpty();
    assertThat(read.symptomOnsetInterval()).isZero();
    assertThat(read.traveler()).isFalse();
    assertThat(read.regionsOfInterest()).isEmpty();
    assertThat(read.consentToFederation()).isEmpty();
  }

  @Test
  void absentOrNullPartsOfAKeyAreZero() {
    var nothing = new RequestedKey("", 0, 0, 0);

    assertThat(read("{\"temporaryExposureKeys\":[{},null,{\"key\":null,\"rollingPeriod\":null}]}"))
        .extracting(PublishRequest::temporaryExposureKeys)
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactly(nothing, nothing, nothing);
  }

  @Test
  void hmackeyIsTheSameAsHmacKey() {
    assertThat(read("{\"hmackey\":\"secret\"}").secret()).isEqualTo("secret");
  }

  @Test
  void hmacKeyUnderBothNamesIsRefused() {
    assertRefused("{\"hmackey\":\"a\",\"hmacKey\":\"a\"}", "hmacKey and hmackey");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"regions\":[]}",
        "{\"HMACKEY\":\"\"}",
        "{\"temporaryExposureKeys\":[{\"Key\":\"\"}]}"
      })
  void unknownFieldIsRefused(String body) {
    assertRefused(body, "an unknown field at line 1, column ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"traveler\":true",
        "{\"traveler\":tru}",
        "{'traveler':true}",
        "{\"traveler\":true,}",
        "{\"traveler\":true,\"traveler\":true}",
        "{\"temporaryExposureKeys\":[{\"key\":\"\",\"key\":\"\"}]}",
        "{\"symptomOnsetInterval\":01}",
        "{\"symptomOnsetInterval\":NaN}",
        "// comment\n{}",
        "{\"padding\":\"\u0001\"}"
      })
  void malformedJsonOrAFieldTwiceIsRefused(String body) {
    assertRefused(body, body.isEmpty() ? "a value of" : "malformed JSON or a field twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}{}", "{} 1", "{}]"})
  void whatFollowsTheObjectIsRefused(String body) {
    assertRefused(body, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "\"\"",
        "1",
        "{\"temporaryExposureKeys\":{}}",
        "{\"temporaryExposureKeys\":\"\"}",
        "{\"temporaryExposureKeys\":[[]]}",
        "{\"temporaryExposureKeys\":[{\"key\":1}]}",
        "{\"temporaryExposureKeys\":[{\"key\":[\"AA\"]}]}",
        "{\"healthAuthorityID\":1}",
        "{\"healthAuthorityID\":true}",
        "{\"healthAuthorityID\":1.5}",
        "{\"symptomOnsetInterval\":\"1\"}",
        "{\"symptomOnsetInterval\":1.0}",
        "{\"symptomOnsetInterval\":1e2}",
        "{\"symptomOnsetInterval\":true}",
        "{\"symptomOnsetInterval\":\"\"}",
        "{\"symptomOnsetInterval\":2147483648}",
        "{\"symptomOnsetInterval\":-2147483649}",
        "{\"traveler\":1}",
        "{\"traveler\":\"true\"}",
        "{\"consentToFederation\":\"true\"}",
        "{\"consentToFederation\":0}",
        "{\"regionsOfInterest\":\"DE\"}",
        "{\"regionsOfInterest\":[1]}"
      })
  void valueOfAnotherTypeOrRangeIsRefused(String body) {
    assertRefused(body, "a value of another type or range");
  }

  @Test
  void nullIsNoRequest() {
    assertRefused("null", "null");
  }

  @Test
  void jsonThatIsTooDeepIsRefused() {
    assertRefused("{\"padding\":" + "[".repeat(20), "");
  }

  @Test
  void invalidUtf8IsRefused() {
    var request = new MockHttpServletRequest("POST", "/v1/publish");
    request.setContentType("application/json");
    request.setContent(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'});

    assertThatThrownBy(() -> reading.read(request)).isInstanceOf(UploadRefused.class);
  }

  @Test
  void refusalShowsNothingOfTheBody() {
    assertThatThrownBy(() -> read("{\"symptomOnsetInterval\":\"z2Cx9hdz2SlxZ8GEgqTYpA==\"}"))
        .message()
        .doesNotContain("z2Cx9hdz2SlxZ8GEgqTYpA");
    assertThatThrownBy(() -> read("{\"z2Cx9hdz2SlxZ8GEgqTYpA==\":1}"))
        .message()
        .doesNotContain("z2Cx9hdz2SlxZ8GEgqTYpA");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "application/json; charset=utf-8", "Application/JSON"})
  void jsonIsRead(String contentType) {
    assertThat(read(contentType, "{}").traveler()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-protobuf", "text/json", ""})
  void otherContentTypeIsRefused(String contentType) {
    assertThatThrownBy(() -> read(contentType, "{}"))
        .hasMessageStartingWith("Content-Type")
        .satisfies(refused -> assertStatus(415, refused));
  }

  @Test
  void missingContentTypeIsRefused() {
    assertThatThrownBy(() -> read(null, "{}")).satisfies(refused -> assertStatus(415, refused));
  }

  @Test
  void encodedBodyIsRefused() {
    var request = new MockHttpServletRequest("POST", "/v1/publish");
    request.setContentType("application/json");
    request.addHeader("Content-Encoding", "gzip");

    assertThatThrownBy(() -> reading.read(request))
        .hasMessageStartingWith("Content-Encoding")
        .satisfies(refused -> assertStatus(415, refused));
  }

  @Test
  void bodyOfTheLargestSizeIsRead() {
    String body = "{\"padding\":\"" + "A".repeat(LARGEST - 14) + "\"}";

    assertThat(body).hasSize(LARGEST);
    assertThat(read(body).padding()).hasSize(LARGEST - 14);
  }

  @Test
  void largerBodyIsRefusedByItsHeader() {
    assertThatThrownBy(() -> read(" ".repeat(LARGEST + 1)))
        .satisfies(refused -> assertStatus(413, refused));
  }

  @Test
  void largerBodyIsRefusedWithoutAHeader() {
    var request =
        new MockHttpServletRequest("POST", "/v1/publish") {
          @Override
          public long getContentLengthLong() {
            return -1;
          }
        };
    request.setContentType("application/json");
    request.setContent(" ".repeat(LARGEST + 1).getBytes(UTF_8));

    assertThatThrownBy(() -> reading.read(request))
        .satisfies(refused -> assertStatus(413, refused));
  }
}
