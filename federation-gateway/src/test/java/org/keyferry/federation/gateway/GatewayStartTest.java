package org.keyferry.federation.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.edge.kafka.UnsuitableBrokers;
import org.keyferry.wire.settings.InvalidSetting;

/** What the app needs, and what it says if that is missing. */
class GatewayStartTest {
  private static final String AT = "--keyferry.federation-gateway.";

  @TempDir Path directory;

  private String[] settings(String... further) {
    TestCertificate.selfSigned("server")
        .write(RunningGateway.certificate(directory), RunningGateway.key(directory));
    var all =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--management.server.port=0",
                // Nobody listens there: settings are judged before anybody is asked.
                "--keyferry.kafka.bootstrap-servers=127.0.0.1:1",
                "--keyferry.kafka.start-wait=1s",
                AT + "home-region=NL",
                AT + "certificate-file=" + RunningGateway.certificate(directory),
                AT + "private-key-file=" + RunningGateway.key(directory)));
    all.addAll(List.of(further));
    return all.toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "home-region, nl, a code such as NL or GB-SCT",
        "certificate-file, /nowhere/a.pem, a readable PEM file with the server's certificate",
        "private-key-file, /nowhere/a.pem, a readable PEM file with a private key",
        "trusted-proxies, proxy.example, addresses",
        "verification-authority, ä, printable ASCII",
        "shortest-poll, 2h, a duration from 1s to 1h",
        "longest-poll, 30s, a duration from 1m to 6h",
        "requests-at-once, 0, a number from 1 to 1000",
        "request-at-once, 1, a known setting"
      })
  void aWrongSettingEndsTheStartAndSaysWhatIsRight(String name, String value, String expected) {
    assertThatThrownBy(() -> FederationGatewayApplication.start(settings(AT + name + "=" + value)))
        .rootCause()
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("keyferry.federation-gateway")
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"certificate-file", "private-key-file"})
  void certificateWithoutItsKeyAndKeyWithoutItsCertificateAreTold(String missing) {
    String[] settings =
        Arrays.stream(settings())
            .filter(setting -> !setting.startsWith(AT + missing))
            .toArray(String[]::new);

    assertThatThrownBy(() -> FederationGatewayApplication.start(settings))
        .rootCause()
        .hasMessageContaining("keyferry.federation-gateway." + missing)
        .hasMessageContaining("both a certificate and its key");
  }

  @Test
  void withoutCertificateAndProxyNobodyCouldBeLetIn() {
    String[] settings =
        Arrays.stream(settings()).filter(each -> !each.contains("-file=")).toArray(String[]::new);

    assertThatThrownBy(() -> FederationGatewayApplication.start(settings))
        .rootCause()
        .hasMessageContaining("or trusted-proxies that end TLS, got neither");
  }

  @Test
  void keyOfAnotherCertificateIsTold() {
    String[] settings = settings();
    TestCertificate.selfSigned("other")
        .write(directory.resolve("other.pem"), RunningGateway.key(directory));

    assertThatThrownBy(() -> FederationGatewayApplication.start(settings))
        .rootCause()
        .hasMessageContaining("the key of the certificate, got another one's");
  }

  @Test
  void brokersThatAreAwayAreToldWithinTheTimeSet() {
    assertThatThrownBy(() -> FederationGatewayApplication.start(settings()))
        .hasStackTraceContaining(UnsuitableBrokers.class.getName());
  }

  @Test
  void healthAndMetricsHaveAPortOfTheirOwnAndNothingElseHas() throws Exception {
    try (var backend = TestBackend.start(directory);
        var client = HttpClient.newHttpClient()) {
      settings();
      try (var gateway = RunningGateway.start(backend, directory)) {
        assertThat(get(client, gateway.managementUri("/actuator/health/readiness")).body())
            .isEqualTo("{\"status\":\"UP\"}");
        assertThat(get(client, gateway.managementUri("/actuator/health/liveness")).body())
            .isEqualTo("{\"status\":\"UP\"}");
        assertThat(get(client, gateway.managementUri("/actuator/prometheus")).body())
            .contains("keyferry_peers_document_version", "keyferry_peers{phase=\"II\"}");
        assertThat(get(client, gateway.managementUri("/actuator/env")).statusCode()).isEqualTo(404);
        assertThat(get(client, gateway.managementUri("/v1/BE/keys")).statusCode()).isEqualTo(404);
      }
    }
  }

  private static HttpResponse<String> get(HttpClient client, URI uri)
      throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
