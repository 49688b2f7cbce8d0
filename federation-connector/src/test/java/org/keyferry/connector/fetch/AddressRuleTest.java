package org.keyferry.connector.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("V19")
class AddressRuleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "224.0.0.1"
      })
  void addressOfAnInsideIsRefused(String address) {
    assertThat(new AddressRule(false).allows(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"})
  void publicAddressIsAllowed(String address) {
    assertThat(new AddressRule(false).allows(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void thisMachineIsAllowedForDevelopmentAlone() {
    var loopback = InetAddress.getLoopbackAddress();
    assertThat(new AddressRule(true).allows(loopback)).isTrue();
    assertThat(new AddressRule(true).allows(InetAddress.ofLiteral("10.0.0.1"))).isFalse();
  }

  @Test
  void socketAsksBeforeItConnectsAndTellsNoAddress() throws IOException {
    try (var socket = new GuardedSockets(new AddressRule(false)).createSocket()) {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
      assertThatThrownBy(() -> socket.connect(address, 1000))
          .isInstanceOf(ForbiddenAddress.class)
          .hasMessageNotContaining("127");
    }
  }
}
