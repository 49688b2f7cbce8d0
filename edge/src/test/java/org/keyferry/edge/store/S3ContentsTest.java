package org.keyferry.edge.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.minio.CreateMultipartUploadArgs;
import io.minio.MinioAsyncClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.StoredPiece.Kind;
import org.keyferry.testsupport.EmbeddedObjectStore;

@Tag("SP3")
class S3ContentsTest {
  private static final String BUCKET = EmbeddedObjectStore.BUCKET;

  private static final String VERSIONS =
      """
      <ListVersionsResult><Name>keyferry</Name><Prefix/><MaxKeys>1000</MaxKeys>
      <IsTruncated>false</IsTruncated>
      <Version><Key>public/NL/a.zip</Key><VersionId>v2</VersionId><IsLatest>true</IsLatest>
      <LastModified>2026-03-02T00:00:00.000Z</LastModified><ETag>"b"</ETag><Size>1</Size>
      <StorageClass>STANDARD</StorageClass></Version>
      <Version><Key>public/NL/a.zip</Key><VersionId>v1</VersionId><IsLatest>false</IsLatest>
      <LastModified>2026-03-01T00:00:00.000Z</LastModified><ETag>"a"</ETag><Size>1</Size>
      <StorageClass>STANDARD</StorageClass></Version>
      <DeleteMarker><Key>public/NL/b.zip</Key><VersionId>v3</VersionId><IsLatest>true</IsLatest>
      <LastModified>2026-03-03T00:00:00.000Z</LastModified></DeleteMarker>
      </ListVersionsResult>
      """;

  private static final String NO_UPLOADS =
      """
      <ListMultipartUploadsResult><Bucket>keyferry</Bucket><KeyMarker/><UploadIdMarker/>
      <MaxUploads>1000</MaxUploads><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>
      """;

  @Test
  void objectsAndUnfinishedUploadsOfAStoreWithoutVersionsAreTold(@TempDir Path directory)
      throws Exception {
    try (var server = EmbeddedObjectStore.start(directory);
        var connection = open(server.endpoint())) {
      connection.objects().putIfAbsent("public/NL/a.zip", content());
      beginUpload(server.endpoint(), "public/NL/b.zip");

      List<StoredPiece> pieces = connection.contents().list("public/");

      assertThat(pieces)
          .extracting(StoredPiece::kind, StoredPiece::name)
          .containsExactly(
              tuple(Kind.OBJECT, "public/NL/a.zip"),
              tuple(Kind.UNFINISHED_UPLOAD, "public/NL/b.zip"));
      connection.contents().remove(pieces.getLast());
      assertThat(connection.contents().list("public/")).hasSize(1);
    }
  }

  @Test
  void versionsAndMarksOfDeletionAreToldAndRemovedById() throws Exception {
    var deleted = new CopyOnWriteArrayList<String>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, deleted));
    server.start();
    try (var connection = open(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))) {
      var pieces = connection.contents().list("");

      assertThat(pieces)
          .containsExactlyInAnyOrder(
              new StoredPiece(Kind.OBJECT, "public/NL/a.zip", "v2", at("2026-03-02")),
              new StoredPiece(Kind.OLD_VERSION, "public/NL/a.zip", "v1", at("2026-03-01")),
              new StoredPiece(Kind.OLD_VERSION, "public/NL/b.zip", "v3", at("2026-03-03")));
      for (StoredPiece piece : pieces) {
        connection.contents().remove(piece);
      }
      assertThat(deleted)
          .containsExactlyInAnyOrder(
              "/keyferry/public/NL/a.zip?versionId=v2",
              "/keyferry/public/NL/a.zip?versionId=v1",
              "/keyferry/public/NL/b.zip?versionId=v3");
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, List<String> deleted) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("DELETE")) {
        deleted.add(exchange.getRequestURI().toString());
        exchange.sendResponseHeaders(204, -1);
        return;
      }
      boolean versions = exchange.getRequestURI().getQuery().contains("versions");
      byte[] body = (versions ? VERSIONS : NO_UPLOADS).getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/xml");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Instant at(String day) {
    return Instant.parse(day + "T00:00:00Z");
  }

  private static Content content() {
    return Content.of(new byte[] {1}, "application/zip", "no-cache", Map.of());
  }

  private static void beginUpload(URI endpoint, String name) {
    MinioAsyncClient client =
        MinioAsyncClient.builder()
            .endpoint(endpoint.toString())
            .region("us-east-1")
            .credentials(EmbeddedObjectStore.ACCESS_KEY, EmbeddedObjectStore.SECRET_KEY)
            .build();
    client
        .createMultipartUpload(
            CreateMultipartUploadArgs.builder().bucket(BUCKET).object(name).build())
        .join();
  }

  private static S3Connection open(URI endpoint) {
    return S3Connection.open(
        new S3Settings(
            endpoint,
            null,
            BUCKET,
            true,
            EmbeddedObjectStore.ACCESS_KEY,
            EmbeddedObjectStore.SECRET_KEY,
            null));
  }
}
