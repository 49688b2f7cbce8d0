package org.keyferry.wire.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("V42")
class PeerUrlTest {
  private static final PeerUrl PRODUCTION = new PeerUrl(false);
  private static final PeerUrl DEVELOPMENT = new PeerUrl(true);

  @ParameterizedTest
  @CsvSource({
    "https://be.example, https://be.example/",
    "https://be.example/, https://be.example/",
    "https://be.example/v1, https://be.example/v1/",
    "HTTPS://BE.Example:443/V1/, https://be.example/V1/",
    "https://be.example:8443/v1/, https://be.example:8443/v1/",
    "https://be.example./, https://be.example/",
    "https://193.0.6.139/, https://193.0.6.139/",
    "https://[2a00:1450:4009:81f::200e]/, https://[2a00:1450:4009:81f::200e]/"
  })
  void baseUrlHasOneForm(String text, String expected) {
    assertThat(PRODUCTION.base("url", text)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "http://be.example/, a URL of https",
        "ftp://be.example/, a URL of https",
        "be.example, a URL of https",
        "https://user@be.example/, a URL without a user",
        "https://user:word@be.example/, a URL without a user",
        "https://be.example/?a=b, a URL without a query",
        "https://be.example/?, a URL without a query",
        "https://be.example/#a, a URL without a fragment",
        "https:///v1/, a URL",
        "https:v1, a URL with a host",
        "https://be.example:0/, a port from 1 to 65535",
        "https://be.example:65536/, a port from 1 to 65535",
        "https://be.example/../v1/, a path without . and .. in it",
        "https://be.example/%2e%2E/v1/, a path without . and .. in it",
        "https://intranet/, a host with its domain",
        "https://localhost/, a host that is not this machine",
        "https://a.localhost/, a host that is not this machine",
        "https://be .example/, a URL"
      })
  void urlThatMayNotBeAskedIsRefused(String text, String expected) {
    assertThatThrownBy(() -> PRODUCTION.base("url", text))
        .isInstanceOf(InvalidPeers.class)
        .hasMessageContaining("expected " + expected)
        .hasMessageNotContaining("word@");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[fe80::1]",
        "[fc00::1]",
        "[fd12:3456::1]",
        "[ff02::1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::a00:1]",
        "[2002:a00:1::1]",
        "[2001:db8::1]",
        "[2001::1]"
      })
  void privateAddressIsRefused(String host) {
    assertThatThrownBy(() -> PRODUCTION.base("url", "https://" + host + "/"))
        .isInstanceOf(InvalidPeers.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2130706433", "0x7f000001", "127.1", "017700000001", "0x7f.0.0.1", "1.2.3"})
  void numberThatSomeTakeForAnAddressIsRefused(String host) {
    assertThatThrownBy(() -> DEVELOPMENT.base("url", "https://" + host + "/"))
        .isInstanceOf(InvalidPeers.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "[::1]", "localhost"})
  void thisMachineIsAskedInDevelopmentAlone(String host) {
    String url = "https://" + host + ":8443/";

    assertThat(DEVELOPMENT.base("url", url)).hasToString(url);
    assertThatThrownBy(() -> PRODUCTION.base("url", url)).isInstanceOf(InvalidPeers.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "169.254.169.254", "[fd00::1]"})
  void otherMachinesInsideAreNeverAsked(String host) {
    assertThatThrownBy(() -> DEVELOPMENT.base("url", "https://" + host + "/"))
        .isInstanceOf(InvalidPeers.class);
  }
}
