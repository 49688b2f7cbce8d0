package org.keyferry.connector.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import okhttp3.Dns;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.connector.support.Certificates;
import org.keyferry.connector.support.TestPeer;
import org.keyferry.connector.trust.ConnectionTrust;
import org.keyferry.connector.trust.ConnectionTrust.ClientCertificate;

/** Names lead to no private address, whenever they are resolved to one. */
@Tag("V19")
class GuardedConnectionsTest {
  private static final AddressRule PUBLIC_ONLY = new AddressRule(false);

  /** Here this machine stands for the public. */
  private static final AddressRule LOOPBACK_TOO = new AddressRule(true);

  private static final FetchLimits LIMITS =
      new FetchLimits(
          Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(20), 0, 1 << 20);

  @TempDir Path directory;
  private final Certificates certificates = new Certificates();
  private ConnectionTrust trust;

  @BeforeEach
  void trust() throws IOException {
    trust =
        ConnectionTrust.of(
            Optional.of(certificates.writeRoot(directory.resolve("root.pem"))),
            Optional.of(
                new ClientCertificate(
                    certificates.writeKey(directory.resolve("key.p12"), "NL"),
                    Certificates.PASSWORD)));
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  private static void get(PeerClient client, URI url) throws IOException {
    client.download(url, Map.of(), new ByteArrayOutputStream(), 1000);
  }

  private static void assertForbidden(ThrowingCallable asking) {
    assertThatThrownBy(asking)
        .asInstanceOf(InstanceOfAssertFactories.type(FetchFailed.class))
        .satisfies(failed -> {
          assertThat(failed.problem().what()).isEqualTo("address");
          assertThat(failed).hasMessageNotContaining("10.0.0.1");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1", "::1"})
  void nameOfAPrivateAddressIsNotAsked(String address) {
    try (var clients = new PeerClients(PUBLIC_ONLY, LIMITS, name -> List.of(address(address)))) {
      var client = clients.client(trust);

      assertForbidden(() -> get(client, URI.create("https://federation.example.be/v1")));
      assertForbidden(() ->
          client.call(
              URI.create("https://ens.example.us/"), "Federation/Fetch", Map.of(), new byte[0]));
    }
  }

  @Test
  void nothingConnectsToAServiceOfThisMachineByItsName() throws Exception {
    try (var clients = new PeerClients(PUBLIC_ONLY, LIMITS);
        var trap = ServerSocketChannel.open()) {
      trap.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      trap.configureBlocking(false);
      int port = ((InetSocketAddress) trap.getLocalAddress()).getPort();

      assertForbidden(
          () -> get(clients.client(trust), URI.create("https://localhost:" + port + "/")));

      assertThat(trap.accept()).isNull();
    }
  }

  @Test
  void nameThatIsPrivateTheSecondTimeIsNotAskedAgain() throws Exception {
    Queue<InetAddress> answers = new ArrayDeque<>(List.of(address("127.0.0.1")));
    Dns rebinding = name -> List.of(answers.isEmpty() ? address("10.0.0.1") : answers.remove());
    try (var clients = new PeerClients(LOOPBACK_TOO, LIMITS, rebinding);
        var peer = TestPeer.start(certificates)) {
      peer.serve("/", new byte[1], Map.of("Connection", "close"));
      URI url = URI.create("https://localhost:" + peer.url().getPort() + "/");
      var client = clients.client(trust);
      get(client, url);

      assertForbidden(() -> get(client, url));

      assertThat(peer.requests()).hasSize(1);
    }
  }

  @Test
  void addressThatIsJudgedIsTheOneThatIsConnectedTo() {
    var asked = new ArrayDeque<String>();
    Dns changing =
        name -> {
          asked.add(name);
          return List.of(asked.size() == 1 ? address("10.0.0.1") : address("127.0.0.1"));
        };
    try (var clients = new PeerClients(PUBLIC_ONLY, LIMITS, changing)) {
      assertForbidden(() -> get(clients.client(trust), URI.create("https://be.example/")));

      assertThat(asked).hasSize(1);
    }
  }

  @Test
  void nameWithoutAddressFailsAsAnyOther() {
    Dns none =
        name -> {
          throw new UnknownHostException(name);
        };
    try (var clients = new PeerClients(PUBLIC_ONLY, LIMITS, none)) {
      assertThatThrownBy(() -> get(clients.client(trust), URI.create("https://be.example/")))
          .isInstanceOf(FetchFailed.class)
          .hasMessageContaining("UnknownHostException");
    }
  }

  @Test
  void connectionEndsBehindTheBytesThatItMayHave() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket =
            new GuardedSockets(LOOPBACK_TOO)
                .ofAtMost(1000)
                .createSocket(server.getInetAddress(), server.getLocalPort());
        var accepted = server.accept()) {
      accepted.getOutputStream().write(new byte[2000]);
      var in = socket.getInputStream();

      assertThat(in.readNBytes(1000)).hasSize(1000);
      assertThatThrownBy(in::read).hasMessage("more bytes than a connection may have");
      assertThatThrownBy(() -> in.read(new byte[10]))
          .hasMessage("more bytes than a connection may have");
    }
  }
}
