package org.keyferry.local.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.edge.store.Stored;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.local.backend.AppSettings;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.backend.StoreCredentials;
import org.keyferry.local.phone.CollectedKeys;
import org.keyferry.wire.document.BatchName;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.export.ExportHeader;
import org.keyferry.wire.export.ExportReader;
import org.keyferry.wire.export.ExportWriter;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.export.ObjectNames;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;

/** Someone who has the store's credentials and the signing key, and uses them badly. */
final class StoreIntruder implements AutoCloseable {
  private static final String PUBLIC = "public/";

  private final S3Connection connection;
  private final ObjectStore store;
  private final DataDirectory data;
  private final Region region;

  StoreIntruder(String s3, DataDirectory data, Region region) {
    var credentials = StoreCredentials.read(data.storeCredentials());
    this.connection =
        S3Connection.open(
            new S3Settings(
                URI.create(s3),
                null,
                AppSettings.OBJECT_BUCKET,
                true,
                credentials.accessKey(),
                credentials.secretKey(),
                null));
    this.store = connection.objects();
    this.data = data;
    this.region = region;
  }

  /** Does it to the file of that name. */
  void apply(Tampering tampering, String file, BatchWindow window)
      throws IOException, MalformedExport {
    switch (tampering) {
      case FLIPPED_BYTE -> replace(file, StoreIntruder::flipByte);
      case FLIPPED_DATA ->
          replace(
              DocumentNames.data(region.code(), BatchName.of(window.end())),
              StoreIntruder::flipByte);
      case WITHHELD_BATCH -> withhold(file);
      case DOUBLED_KEY -> doubleKey(file, window);
    }
  }

  private static byte[] flipByte(byte[] bytes) {
    bytes[bytes.length / 2] ^= 1;
    return bytes;
  }

  private void withhold(String file) throws IOException {
    changeIndex(names -> names.remove(file));
    store.delete(PUBLIC + file);
  }

  private void doubleKey(String file, BatchWindow window) throws IOException, MalformedExport {
    var keys = new CollectedKeys();
    new ExportReader().read(new ByteArrayInputStream(read(file)), file, keys);
    var later = new BatchWindow(window.end(), window.end().plus(window.length()));
    // A number that the exporter does not use for so few keys.
    String name = ObjectNames.exportFile(region.code(), later, 9);
    var content =
        Content.of(
            // All of them: a single one could be padding, which nobody looks for.
            signed(keys.all(), later),
            ObjectNames.EXPORT_MEDIA_TYPE,
            ObjectNames.EXPORT_CACHE_CONTROL,
            Map.of());
    requireWritten(name, store.putIfAbsent(PUBLIC + name, content));
    changeIndex(names -> names.add(name));
  }

  private byte[] signed(List<DiagnosisKey> keys, BatchWindow window) throws IOException {
    var signer = PemSigner.read(AppSettings.SIGNING_KEY, data.signing().resolve("private.pem"));
    var zip = new ByteArrayOutputStream();
    try (var export =
        new ExportWriter(List.of(signer)).open(zip, ExportHeader.single(window, region))) {
      for (DiagnosisKey key : keys) {
        export.add(key);
      }
      export.finish();
    }
    return zip.toByteArray();
  }

  private void changeIndex(Consumer<Set<String>> change) throws IOException {
    replace(
        ObjectNames.index(region.code()),
        bytes -> {
          var names = new TreeSet<>(List.of(new String(bytes, US_ASCII).split("\n")));
          change.accept(names);
          return String.join("\n", names).getBytes(US_ASCII);
        },
        StoreIntruder::noted);
  }

  private byte[] read(String name) throws IOException {
    try (StoredObject object = store.get(PUBLIC + name).orElseThrow()) {
      return object.bytes().readAllBytes();
    }
  }

  private void replace(String name, UnaryOperator<byte[]> change) throws IOException {
    replace(name, change, (metadata, changed) -> metadata);
  }

  private void replace(
      String name,
      UnaryOperator<byte[]> change,
      BiFunction<Map<String, String>, byte[], Map<String, String>> metadata)
      throws IOException {
    try (StoredObject object = store.get(PUBLIC + name).orElseThrow()) {
      var head = object.head();
      byte[] changed = change.apply(object.bytes().readAllBytes());
      var content =
          Content.of(
              changed,
              head.contentType(),
              head.cacheControl(),
              metadata.apply(head.metadata(), changed));
      requireWritten(name, store.putIfMatch(PUBLIC + name, head.etag(), content));
    }
  }

  /** With the hash of what is there now: an origin gives out nothing else. */
  private static Map<String, String> noted(Map<String, String> metadata, byte[] changed) {
    var noted = new HashMap<>(metadata);
    noted.replace(DocumentNames.HASH_METADATA, ContentHash.of(changed).text());
    return noted;
  }

  private static void requireWritten(String name, Stored stored) throws IOException {
    if (!(stored instanceof Stored.Written)) {
      throw new IOException("could not tamper with " + name + ": it has changed meanwhile");
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
