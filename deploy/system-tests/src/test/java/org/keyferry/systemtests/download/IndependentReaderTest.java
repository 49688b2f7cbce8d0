package org.keyferry.systemtests.download;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.ReportType;
import org.keyferry.systemtests.backend.PemFiles;
import org.keyferry.wire.export.ExportHeader;
import org.keyferry.wire.export.ExportWriter;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/** The reader is trusted with the verdict of the kill tests, so each kind of finding is tried. */
class IndependentReaderTest {
  private static final BatchWindow WINDOW =
      BatchWindow.ofEpochSeconds(1_700_000_000, 1_700_000_010);

  @TempDir Path directory;
  private final Map<String, byte[]> served = new ConcurrentHashMap<>();
  private HttpServer server;
  private PemSigner signer;
  private IndependentReader reader;

  @BeforeEach
  void serve() throws IOException {
    var pair = PemFiles.newPair();
    PemFiles.write(directory.resolve("private.pem"), "PRIVATE KEY", pair.getPrivate());
    PemFiles.write(directory.resolve("public.pem"), "PUBLIC KEY", pair.getPublic());
    signer = PemSigner.read(new SigningKeyId("204", "v1"), directory.resolve("private.pem"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    reader =
        new IndependentReader(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            "NL",
            PublicKeys.read(directory.resolve("public.pem")));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void keysAreFoundWithTheirFilesAndWindows() throws IOException {
    serve("NL/a.zip", file(1, 2));
    index("NL/a.zip");

    reader.look();

    var found = reader.findings();
    assertThat(found.fileOf().keySet().stream().map(KeyBytes::low))
        .containsExactlyInAnyOrder(1L, 2L);
    assertThat(found.files()).singleElement().extracting(FileSeen::start).isEqualTo(1_700_000_000L);
    assertThat(found.refused()).isEmpty();
    assertThat(found.doubled()).isEmpty();
  }

  @Test
  void aKeyInTwoFilesIsDoubled() throws IOException {
    serve("NL/a.zip", file(1, 2));
    serve("NL/b.zip", file(2, 3));
    index("NL/a.zip", "NL/b.zip");

    reader.look();

    assertThat(reader.findings().doubled()).hasSize(1);
  }

  @Test
  void otherBytesUnderTheSameNameAreAChange() throws IOException {
    serve("NL/a.zip", file(1));
    index("NL/a.zip");
    reader.look();
    serve("NL/a.zip", file(2));

    reader.lookAgain();

    assertThat(reader.findings().changed()).containsExactly("NL/a.zip");
  }

  @Test
  void aNameWithoutAFileIsAbsent() {
    index("NL/a.zip");

    reader.look();

    assertThat(reader.findings().absent()).containsExactly("NL/a.zip");
  }

  @Test
  void aNameThatLeavesTheIndexIsWithdrawn() throws IOException {
    serve("NL/a.zip", file(1));
    index("NL/a.zip");
    reader.look();
    index();

    reader.look();

    assertThat(reader.findings().withdrawn()).containsExactly("NL/a.zip");
  }

  @Test
  void aFlippedByteOfTheExportIsRefused() throws IOException {
    serve("NL/a.zip", withLastByteOfExportFlipped(file(1)));
    index("NL/a.zip");

    reader.look();

    assertThat(reader.findings().refused()).hasSize(1);
    assertThat(reader.findings().fileOf()).isEmpty();
  }

  private void index(String... names) {
    serve("NL/index.txt", String.join("\n", names).getBytes(StandardCharsets.US_ASCII));
  }

  private void serve(String path, byte[] content) {
    served.put("/" + path, content);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] content = served.get(exchange.getRequestURI().getPath());
      exchange.sendResponseHeaders(content == null ? 404 : 200, content == null ? -1 : 0);
      if (content != null) {
        exchange.getResponseBody().write(content);
      }
    }
  }

  private byte[] file(int... lastBytes) throws IOException {
    var zip = new ByteArrayOutputStream();
    var header = ExportHeader.single(WINDOW, new Region("NL"));
    try (var file = new ExportWriter(List.of(signer)).open(zip, header)) {
      for (int last : lastBytes) {
        file.add(key(last));
      }
      file.finish();
    }
    return zip.toByteArray();
  }

  private static byte[] withLastByteOfExportFlipped(byte[] zip) throws IOException {
    var flipped = new ByteArrayOutputStream();
    try (var input = new ZipInputStream(new ByteArrayInputStream(zip));
        var output = new ZipOutputStream(flipped)) {
      for (ZipEntry entry = input.getNextEntry(); entry != null; entry = input.getNextEntry()) {
        byte[] content = input.readAllBytes();
        if (entry.getName().equals("export.bin")) {
          content[content.length - 1] ^= 1;
        }
        output.putNextEntry(new ZipEntry(entry.getName()));
        output.write(content);
      }
    }
    return flipped.toByteArray();
  }

  private static DiagnosisKey key(int last) {
    var bytes = new byte[ExposureKey.LENGTH];
    bytes[bytes.length - 1] = (byte) last;
    return new DiagnosisKey(
        ExposureKey.of(bytes),
        new Interval(2_833_200),
        RollingPeriod.DAY,
        new TransmissionRisk(3),
        ReportType.CONFIRMED_TEST,
        OptionalInt.empty());
  }
}
