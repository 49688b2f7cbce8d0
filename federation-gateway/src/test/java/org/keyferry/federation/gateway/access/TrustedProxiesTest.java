package org.keyferry.federation.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.wire.settings.InvalidSetting;

class TrustedProxiesTest {
  private final TrustedProxies proxies =
      new TrustedProxies(List.of("10.1.0.0/16", "192.0.2.7", "2001:db8::/32", "::1"));

  @ParameterizedTest
  @CsvSource({
    "10.1.255.255, true",
    "10.2.0.0, false",
    "192.0.2.7, true",
    "192.0.2.8, false",
    "2001:db8:1::2, true",
    "2001:db9::1, false",
    "0:0:0:0:0:0:0:1, true",
    "127.0.0.1, false"
  })
  void addressIsTrustedIfItIsInARange(String address, boolean trusted) {
    assertThat(proxies.contains(address)).isEqualTo(trusted);
  }

  @Test
  void withoutAnyNobodyIsTrusted() {
    assertThat(new TrustedProxies(List.of()).contains("127.0.0.1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "proxy.example", "10.0.0.0/33", "10.0.0", "", "*", "10.0.0.0/a"})
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> new TrustedProxies(List.of(text)))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("keyferry.federation-gateway.trusted-proxies");
  }
}
