package org.keyferry.exporter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.document.FileIndex;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.document.SignedDocument;
import org.keyferry.wire.edi.EdiReader;
import org.keyferry.wire.edi.GaenRecord;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.filter.ExposureFilter;
import org.keyferry.wire.filter.FilterReader;

/** What phones find in the store by the lists, everything verified. */
public final class PhoneSide {
  private final ObjectStore objects;
  private final Map<SigningKeyId, ECPublicKey> keys;

  public PhoneSide(ObjectStore objects, Path publicKey) throws IOException {
    this(objects, SigningKeys.readPublic(publicKey));
  }

  public PhoneSide(ObjectStore objects, ECPublicKey publicKey) {
    this.objects = objects;
    this.keys = Map.of(new SigningKeyId("204", "v1"), publicKey);
  }

  /** The bytes of a public object, whose metadata has their digest. */
  public byte[] read(String name) throws IOException {
    try (var found = objects.get("public/" + name).orElseThrow()) {
      byte[] bytes = found.bytes().readAllBytes();
      assertThat(found.head().metadata()).containsEntry("sha256", ContentHash.of(bytes).toString());
      return bytes;
    }
  }

  public boolean has(String name) throws IOException {
    return objects.head("public/" + name).isPresent();
  }

  private byte[] open(String name, DocumentType type) throws Exception {
    String jws = new String(read(DocumentNames.jws(name)), US_ASCII);
    return SignedDocument.open(jws, type, keys).payload().toByteArray();
  }

  /** The signed list. */
  public BatchListing list(String feed) throws Exception {
    String name = DocumentNames.list(feed);
    return BatchListing.parse(open(name, DocumentType.BATCH_LIST), name);
  }

  /** The signed list of a day. */
  public BatchListing day(String feed, LocalDate day) throws Exception {
    String name = DocumentNames.day(feed, day);
    return BatchListing.parse(open(name, DocumentType.BATCH_DAY), name);
  }

  /** The signed twin of the index. */
  public FileIndex twin(String feed) throws Exception {
    String name = DocumentNames.fileIndex(feed);
    return FileIndex.parse(open(name, DocumentType.FILE_INDEX), name);
  }

  /** Checks that all representations of a list are of the same document. */
  public void assertSameRepresentations(String feed) throws Exception {
    String name = DocumentNames.list(feed);
    byte[] json = open(name, DocumentType.BATCH_LIST);
    assertThat(read(DocumentNames.json(name))).isEqualTo(json);
  }

  /** The keys of a listed batch, whose data has the hash that the list says. */
  public List<BatchKey> keys(String feed, ListedBatch batch) throws Exception {
    byte[] bytes = read(DocumentNames.data(feed, batch.id()));
    assertThat(ContentHash.of(bytes)).isEqualTo(batch.data().orElseThrow().hash());
    assertThat(bytes).hasSize((int) batch.data().orElseThrow().bytes());
    var read = new ArrayList<BatchKey>();
    new EdiReader()
        .read(
            new ByteArrayInputStream(bytes),
            batch.id().toString(),
            each -> read.add(((GaenRecord) each).diagnosis().toEvent()));
    return read;
  }

  /** The filter of a listed batch, which has the hash that the list says. */
  public ExposureFilter filter(String feed, ListedBatch batch) throws Exception {
    byte[] bytes = read(DocumentNames.filter(feed, batch.id()));
    assertThat(ContentHash.of(bytes).start()).isEqualTo(batch.filter().orElseThrow().hash());
    return new FilterReader().read(new ByteArrayInputStream(bytes), batch.id().toString());
  }

  /** The metadata of a batch's data. */
  public Map<String, String> metadata(String feed, ListedBatch batch) throws IOException {
    return objects.head("public/" + DocumentNames.data(feed, batch.id())).orElseThrow().metadata();
  }

  /** What an alias names. */
  public String target(String alias) throws IOException {
    return new String(read(alias), US_ASCII);
  }
}
