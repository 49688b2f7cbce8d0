package org.keyferry.local.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.keyferry.local.backend.DevelopmentCertificate;
import org.keyferry.local.peers.LocalBackend;
import org.keyferry.local.phone.CollectedKeys;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.ExportReader;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.Peer;

/**
 * The backend of a region that nobody visits, as far as others see it: it reads what they have for
 * its region.
 *
 * <p>in: {@code GET /v1/REGION/keys/CHUNK} of each federation gateway; out: {@link Received}
 */
final class UnvisitedReader {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final String TLS = "TLSv1.3";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final Region region;
  private final Path directory;

  /**
   * @param directory of its certificate, made if there is none
   */
  UnvisitedReader(Region region, Path directory) throws IOException {
    this.region = region;
    this.directory = directory;
    DevelopmentCertificate.ensure(directory, "CN=" + region);
  }

  /**
   * What it got.
   *
   * @param answers chunks that it was given
   * @param keys in them
   */
  record Received(int answers, int keys) {
    Received plus(Received other) {
      return new Received(answers + other.answers, keys + other.keys);
    }
  }

  Region region() {
    return region;
  }

  /** How the backends deal with it. */
  Peer asPeer() throws IOException {
    return LocalBackend.reader(
        region, certificate(directory.resolve(DevelopmentCertificate.CERTIFICATE)));
  }

  /**
   * Reads everything that the backends have for it until now.
   *
   * @throws IOException if one of them does not answer as it has to
   */
  Received read(List<RunningRegion> backends)
      throws IOException, InterruptedException, MalformedExport {
    var all = new Received(0, 0);
    for (RunningRegion backend : backends) {
      try (var http = HttpClient.newBuilder().sslContext(context(backend)).build()) {
        all = all.plus(read(http, URI.create(backend.running().federation())));
      }
    }
    return all;
  }

  private Received read(HttpClient http, URI gateway)
      throws IOException, InterruptedException, MalformedExport {
    var all = new Received(0, 0);
    String path = "/v1/" + region + "/keys";
    HttpResponse<byte[]> answer = get(http, gateway.resolve(path));
    while (answer.statusCode() == OK) {
      all = all.plus(new Received(1, keys(answer)));
      long number = answer.headers().firstValueAsLong("Last-Batch-ID").orElseThrow();
      answer = get(http, gateway.resolve(path + "/" + (number + 1)));
    }
    if (answer.statusCode() != NOT_FOUND) {
      throw new IOException(
          new Problem(
                  "feed for " + region,
                  answer.uri().toString(),
                  "status 200 or 404",
                  "status " + answer.statusCode())
              .toString());
    }
    return all;
  }

  private static HttpResponse<byte[]> get(HttpClient http, URI url)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(url).timeout(LONGEST).build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  private static int keys(HttpResponse<byte[]> answer) throws IOException, MalformedExport {
    if (answer.body().length == 0) {
      return 0;
    }
    var keys = new CollectedKeys();
    new ExportReader().read(new ByteArrayInputStream(answer.body()), answer.uri().toString(), keys);
    return keys.all().size();
  }

  private SSLContext context(RunningRegion backend) throws IOException {
    try {
      char[] password = DevelopmentCertificate.password(directory).toCharArray();
      var own = KeyStore.getInstance("PKCS12");
      try (InputStream file =
          Files.newInputStream(directory.resolve(DevelopmentCertificate.KEY_STORE))) {
        own.load(file, password);
      }
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, password);
      var server = KeyStore.getInstance("PKCS12");
      server.load(null, null);
      server.setCertificateEntry(
          "server",
          certificate(backend.data().federation().resolve(DevelopmentCertificate.CERTIFICATE)));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(server);
      var context = SSLContext.getInstance(TLS);
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has what TLS needs", e);
    }
  }

  private static X509Certificate certificate(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(input);
    } catch (GeneralSecurityException e) {
      throw new IOException("no certificate in " + file, e);
    }
  }
}
