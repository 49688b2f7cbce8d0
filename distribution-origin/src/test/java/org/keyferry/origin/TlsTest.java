package org.keyferry.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.origin.PublishedObjects.FILE;
import static org.keyferry.origin.PublishedObjects.INDEX;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyferry.testsupport.EmbeddedObjectStore;

/** An origin that has a certificate, for phones without a CDN. */
@Tag("D44")
class TlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir Path directory;
  private EmbeddedObjectStore store;
  private RunningOrigin origin;
  private HttpClient client;

  @BeforeEach
  void start() throws Exception {
    Path keys = directory.resolve("origin.p12");
    makeKey(keys);
    store = EmbeddedObjectStore.start(directory.resolve("store"));
    PublishedObjects.publish(store);
    origin =
        RunningOrigin.start(
            store, "--server.ssl.key-store=" + keys, "--server.ssl.key-store-password=" + PASSWORD);
    client = HttpClient.newBuilder().sslContext(trusting(keys)).build();
  }

  @AfterEach
  void stop() {
    client.close();
    origin.close();
    store.close();
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void bothVersionsGiveTheSameBytes(Version version) throws Exception {
    var file = get(version, FILE);
    var part = get(version, FILE, "Range", "bytes=1000-199999");
    var index = get(version, INDEX);
    String tag = index.headers().firstValue("ETag").orElseThrow();

    assertThat(file.version()).isEqualTo(version);
    assertThat(file.body()).isEqualTo(PublishedObjects.ZIP);
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(PublishedObjects.ZIP, 1000, 200_000));
    assertThat(get(version, INDEX, "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  private HttpResponse<byte[]> get(Version version, String path, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + origin.port() + path))
            .version(version);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void makeKey(Path keys) throws IOException, InterruptedException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keystore",
            keys.toString(),
            "-storepass",
            PASSWORD,
            "-alias",
            "origin",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost");
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as("keytool's exit code").isZero();
  }

  private static SSLContext trusting(Path keys) throws GeneralSecurityException, IOException {
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray()));
    var context = SSLContext.getInstance("TLS");
    context.init(null, trusted.getTrustManagers(), null);
    return context;
  }
}
