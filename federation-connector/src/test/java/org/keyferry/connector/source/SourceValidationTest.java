package org.keyferry.connector.source;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceValidationTest {
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

  private static Map<String, String> right() {
    var properties = new HashMap<String, String>();
    properties.put("key.converter", BYTES);
    properties.put("value.converter", BYTES);
    properties.put("exactly.once.support", "required");
    properties.put("RegionID", "BE");
    properties.put("RemoteRegionURL", "https://federation.example.be/");
    properties.put("home.region", "NL");
    properties.put("archive.access.key", "key");
    properties.put("archive.secret.key", "secret");
    return properties;
  }

  private static List<String> errors(String property, Map<String, String> properties) {
    return new FederationSourceConnector()
        .validate(properties).configValues().stream()
            .filter(value -> value.name().equals(property))
            .flatMap(value -> value.errorMessages().stream())
            .toList();
  }

  private static List<String> errorsWith(String property, String value) {
    var properties = right();
    properties.put(property, value);
    return errors(property, properties);
  }

  @Test
  void rightPropertiesHaveNoError() {
    assertThat(new FederationSourceConnector().validate(right()).configValues())
        .flatExtracting(ConfigValue::errorMessages)
        .isEmpty();
  }

  @Tag("V41")
  @ParameterizedTest
  @ValueSource(strings = {"", "be", "Belgium", "a2a", "keys", "exposed", "meta", "GB-SCOT"})
  void otherThanARegionIsRefused(String region) {
    assertThat(errorsWith("RegionID", region)).isNotEmpty();
  }

  @Test
  @Tag("V41")
  void missingRegionIsRefused() {
    var properties = right();
    properties.remove("RegionID");

    assertThat(errors("RegionID", properties)).isNotEmpty();
  }

  @Tag("V42")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://federation.example.be/",
        "https://user@federation.example.be/",
        "https://federation.example.be/?a=b",
        "https://federation.example.be/#a",
        "https://10.0.0.1/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://169.254.169.254/",
        "https://2130706433/",
        "federation.example.be",
        ""
      })
  void urlThatMayNotBeAskedIsRefused(String url) {
    assertThat(errorsWith("RemoteRegionURL", url))
        .isNotEmpty()
        .allSatisfy(error -> assertThat(error).contains("RemoteRegionURL"));
  }

  @Test
  @Tag("V42")
  void loopbackMayBeAskedForDevelopment() {
    var properties = right();
    properties.put("RemoteRegionURL", "https://127.0.0.1:8443/");
    properties.put("development.loopback", "true");

    assertThat(errors("RemoteRegionURL", properties)).isEmpty();
  }

  @Test
  @Tag("G07")
  void gRpcHasNoPathAndNoSignature() {
    var properties = right();
    properties.put("Format", "ens-grpc");
    properties.put("RemoteRegionURL", "https://ens.example.us/federation/");
    assertThat(errors("RemoteRegionURL", properties))
        .singleElement()
        .asString()
        .contains("expected a URL without a path");

    properties.put("RemoteRegionURL", "https://ens.example.us/");
    properties.put("VerificationKeys", "https://ens.example.us/jwks.json");
    assertThat(errors("VerificationKeys", properties))
        .isNotEmpty()
        .allSatisfy(error -> assertThat(error).contains("ens-grpc are no signed files"));
  }

  @ParameterizedTest
  @CsvSource({
    "ReplicationType, some",
    "Format, csv",
    "VerificationKeys, nothing",
    "VerificationKeys, 204-v1=/no/such/file.pem",
    "TLSConsumerCertificate, /no/such/file.p12",
    "TLSProducerCertificates, /no/such/file.pem",
    "peer.origins, NL",
    "poll.longest.ms, 1000",
    "key.converter, org.apache.kafka.connect.json.JsonConverter",
    "exactly.once.support, requested"
  })
  void wrongValueIsRefusedAtItsProperty(String property, String value) {
    assertThat(errorsWith(property, value)).isNotEmpty();
  }

  @Test
  void secretsAreInNoMessage() {
    var properties = right();
    properties.put("TLSConsumerCertificate", "/no/such/file.p12");
    properties.put("TLSConsumerCertificatePassword", "s3cret");

    assertThat(errors("TLSConsumerCertificate", properties))
        .isNotEmpty()
        .noneMatch(error -> error.contains("s3cret"));
  }

  @Test
  void tokenForNobodyInParticularIsRefusedWithManyPeersAndIsNotRepeated() {
    var properties = right();
    properties.remove("RegionID");
    properties.remove("RemoteRegionURL");
    properties.put("peers.document.keys", "keys.pem");
    properties.put("HubToken", "a-secret-of-one-hub");

    assertThat(errors("HubToken", properties))
        .singleElement(as(InstanceOfAssertFactories.STRING))
        .contains("PEER=TOKEN")
        .doesNotContain("a-secret-of-one-hub");
  }
}
