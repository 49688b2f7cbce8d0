package org.keyferry.federation.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGateTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fd00::1"})
  void privateAddressIsNeverConnectedTo(String host) {
    assertThatThrownBy(() -> new AddressGate(false).resolve(host))
        .isInstanceOf(UnknownHostException.class);
    assertThatThrownBy(() -> new AddressGate(false).resolve(host, 443))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void oneOfManyAddressesIsEnoughToRefuse() {
    var open = InetAddress.ofLiteral("93.184.216.34");
    var inside = InetAddress.ofLiteral("10.0.0.1");
    assertThatThrownBy(() -> new AddressGate(false).check(open, inside))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void ownMachineIsConnectedToInDevelopmentAlone() throws UnknownHostException {
    assertThat(new AddressGate(true).resolve("127.0.0.1")).hasSize(1);
    assertThatThrownBy(() -> new AddressGate(true).resolve("10.0.0.1"))
        .isInstanceOf(UnknownHostException.class);
  }
}
