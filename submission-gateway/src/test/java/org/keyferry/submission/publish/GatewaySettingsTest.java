package org.keyferry.submission.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.submission.certificate.HealthAuthoritySettings;
import org.keyferry.submission.certificate.Interest;
import org.keyferry.submission.certificate.IssuerKeySettings;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;
import org.springframework.mock.env.MockEnvironment;

class GatewaySettingsTest {
  private static final String AUTHORITY = "keyferry.gateway.health-authorities[0].";
  private final MockEnvironment environment = new MockEnvironment();

  private void required() {
    environment
        .withProperty("keyferry.gateway.home-region", "NL")
        .withProperty(AUTHORITY + "id", "id")
        .withProperty(AUTHORITY + "issuer", "issuer")
        .withProperty(AUTHORITY + "audience", "audience")
        .withProperty(AUTHORITY + "keys[0].id", "v1")
        .withProperty(AUTHORITY + "keys[0].public-key-file", "authority/public.pem");
  }

  private GatewaySettings bind() {
    return BoundSettings.of(environment, "keyferry.gateway", GatewaySettings.class);
  }

  @Test
  void defaultsAreThoseOfTheKeyServer() {
    required();

    var settings = bind();

    assertThat(settings.largestBody()).isEqualTo(64_000);
    assertThat(settings.mostKeys()).isEqualTo(30);
    assertThat(settings.mostKeysWithOneStart()).isEqualTo(3);
    assertThat(settings.oldestOnset()).isEqualTo(28);
    assertThat(settings.assumedOnset()).isEqualTo(4);
    assertThat(settings.leastPadding()).isEqualTo(1024);
    assertThat(settings.paddingRange()).isEqualTo(1024);
    assertThat(settings.acknowledgementTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.retryAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.revisionTokenLifetime()).isEqualTo(Duration.ofDays(16));
    assertThat(settings.partialRevisions()).isFalse();
  }

  @Test
  void authoritiesAndRegionsAreBound() {
    required();
    environment
        .withProperty("keyferry.gateway.listed-regions", "DE,GB-SCT")
        .withProperty(AUTHORITY + "interest", "cluster")
        .withProperty(AUTHORITY + "consent", "true")
        .withProperty(AUTHORITY + "keys[0].from", "2026-01-01T00:00:00Z");

    var settings = bind();

    assertThat(settings.homeRegion()).isEqualTo(new Region("NL"));
    assertThat(settings.listedRegions()).containsExactly(new Region("DE"), new Region("GB-SCT"));
    assertThat(settings.healthAuthorities())
        .containsExactly(
            new HealthAuthoritySettings(
                "id",
                "issuer",
                "audience",
                List.of(
                    new IssuerKeySettings(
                        "v1",
                        Path.of("authority/public.pem"),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        null)),
                Interest.CLUSTER,
                true));
  }

  @Test
  void gatewayWithoutHomeRegionOrAuthorityIsRefused() {
    assertThatThrownBy(() -> bind())
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("keyferry.gateway.home-region");

    environment.withProperty("keyferry.gateway.home-region", "NL");
    assertThatThrownBy(() -> bind())
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("keyferry.gateway.health-authorities");
  }

  @ParameterizedTest
  @CsvSource({
    "largest-body,999",
    "most-keys,0",
    "most-keys-with-one-start,101",
    "oldest-onset,61",
    "assumed-onset,-1",
    "least-padding,-1",
    "padding-range,0",
    "acknowledgement-timeout,61s",
    "retry-after,0s",
    "revision-token-lifetime,61d",
    "home-region,nowhere",
    "unknown,1"
  })
  void valueOutsideItsRangeIsRefusedByName(String setting, String value) {
    required();
    environment.withProperty("keyferry.gateway." + setting, value);

    assertThatThrownBy(this::bind)
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("home-region".equals(setting) ? "region" : setting);
  }
}
