package org.keyferry.exporter.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedData;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.EmbeddedStore;
import org.keyferry.exporter.PhoneSide;
import org.keyferry.exporter.publish.FeedIndexes;
import org.keyferry.exporter.record.Fence;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.exporter.record.Retention;
import org.keyferry.exporter.settings.ListSettings;
import org.keyferry.exporter.sign.CurrentSigners;
import org.keyferry.exporter.sign.Signers;
import org.keyferry.exporter.sign.SigningTerm;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.ListedFile;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;

class ListUpkeepTest {
  /** 2026-01-02T00:00:00Z. */
  private static final long MIDNIGHT = 1_767_312_000;

  private static final Duration KEPT = Duration.ofDays(14);

  private final PublishedBatches published = new PublishedBatches();
  private Instant now = Instant.ofEpochSecond(MIDNIGHT + 7205);
  private EmbeddedStore server;
  private ConditionalObjects objects;
  private PhoneSide phone;
  private CurrentSigners signers;
  private FeedIndexes indexes;
  private FeedLists lists;
  private ListUpkeep upkeep;

  @BeforeEach
  void publishTwoBatches(@TempDir Path directory) throws IOException {
    server = new EmbeddedStore(directory.resolve("store"));
    KeyPair pair = SigningKeys.generate();
    SigningKeys.writePrivate(directory.resolve("key.pem"), pair.getPrivate());
    var id = new SigningKeyId("204", "v1");
    var publicKey = (ECPublicKey) pair.getPublic();
    var term =
        new SigningTerm(
            id,
            publicKey,
            Optional.of(PemSigner.read(id, directory.resolve("key.pem"))),
            Instant.MIN,
            Instant.MAX,
            false);
    signers = new CurrentSigners(new Signers(List.of(term)), Map::of);
    phone = new PhoneSide(server.objects(), publicKey);
    indexes = new FeedIndexes(server.objects(), published);
    lists = exporter();
    publish(1, MIDNIGHT - 7200);
    publish(2, MIDNIGHT);
  }

  /** One more exporter, which knows nothing of what the others wrote. */
  private FeedLists exporter() {
    InstantSource clock = () -> now;
    var settings = new ListSettings(null, null, null, null, null);
    objects = new ConditionalObjects(server.objects(), Executors.newVirtualThreadPerTaskExecutor());
    var documents = new IssuedDocuments(objects, clock, settings.lifetime(), settings.renewal());
    var latest = new LatestObjects(objects);
    var signer = new ListSigner(signers, new Retention(KEPT, clock));
    var drafts = new FeedDrafts(settings, Aggregates.NONE);
    upkeep = new ListUpkeep(documents, latest, indexes, published, signer, drafts);
    return new FeedLists(documents, latest, published, signer, drafts);
  }

  private static PublishedBatch batch(long sequence, long start) {
    String name = "NL/%d-%d-00001.zip".formatted(start, start + 7200);
    var digest = ByteString.copyFrom(new byte[32]);
    return PublishedBatch.newBuilder()
        .setFeed("NL")
        .setRegion("NL")
        .setSequence(sequence)
        .setWindowStartSeconds(start)
        .setWindowEndSeconds(start + 7200)
        .setKeys(5)
        .addObjects(PublishedObject.newBuilder().setName(name).setSha256(digest).setSizeBytes(9))
        .setData(PublishedData.newBuilder().setName("NL/x").setSha256(digest).setSizeBytes(9))
        .build();
  }

  private void publish(long sequence, long start) throws IOException {
    publish(lists, sequence, start);
  }

  private void publish(FeedLists by, long sequence, long start) throws IOException {
    PublishedBatch batch = batch(sequence, start);
    var change = by.change("NL", List.of(batch));
    var index = indexes.add("NL", List.of(batch.getObjects(0).getName()));
    change.write(index, Fence.NONE, true);
    published.put(batch);
  }

  @AfterEach
  void stop() {
    objects.close();
    server.close();
  }

  @Test
  void nothingIsDueBeforeAQuarterOfTheLifetime() throws Exception {
    BatchListing before = phone.list("NL");
    now = now.plus(Duration.ofHours(6)).minusSeconds(1);

    assertThat(upkeep.isDue("NL")).isFalse();
    upkeep.issueAnew("NL");
    assertThat(phone.list("NL")).isEqualTo(before);
  }

  @Test
  @Tag("D24")
  void documentsAreIssuedAnewBeforeTheyExpire() throws Exception {
    BatchListing before = phone.list("NL");
    now = now.plus(Duration.ofHours(6));

    assertThat(upkeep.isDue("NL")).isTrue();
    upkeep.issueAnew("NL");
    BatchListing after = phone.list("NL");
    assertThat(after.head().sequence()).isEqualTo(before.head().sequence() + 1);
    assertThat(after.head().expiresAt()).isEqualTo(now.plus(Duration.ofHours(24)));
    assertThat(after.batches()).isEqualTo(before.batches());
    assertThat(phone.day("NL", LocalDate.of(2026, 1, 1)).head().issuedAt()).isEqualTo(now);
    assertThat(phone.twin("NL").head().issuedAt()).isEqualTo(now);
    assertThat(upkeep.isDue("NL")).isFalse();
    assertThat(upkeep.expiry("NL")).contains(after.head().expiresAt());
    phone.assertSameRepresentations("NL");
  }

  @Test
  void whatIsExpiredIsListedNoMore() throws Exception {
    now = Instant.ofEpochSecond(MIDNIGHT).plus(KEPT);
    indexes.removeIf("NL", name -> name.equals(batch(1, MIDNIGHT - 7200).getObjects(0).getName()));
    upkeep.issueAnew("NL");

    assertThat(phone.list("NL").batches())
        .extracting(each -> each.id().toString())
        .containsExactly("202601020200");
    assertThat(phone.twin("NL").files())
        .extracting(ListedFile::name)
        .containsExactly(batch(2, MIDNIGHT).getObjects(0).getName());
  }

  @Test
  void aliasWithNothingToNameGoes() throws Exception {
    assertThat(phone.has(DocumentNames.latestData("NL"))).isTrue();
    now = Instant.ofEpochSecond(MIDNIGHT + 7200).plus(KEPT);
    upkeep.issueAnew("NL");

    assertThat(phone.list("NL").batches()).isEmpty();
    assertThat(phone.has(DocumentNames.latestData("NL"))).isFalse();
  }

  /** Two exporters that both think that they know what is there. */
  @Test
  @Tag("D30")
  void whoKnowsAnOlderListWritesNothingOverANewerOne() throws Exception {
    FeedLists other = exporter();
    ListUpkeep ofOther = upkeep;
    ofOther.isDue("NL");
    publish(lists, 3, MIDNIGHT + 7200);
    publish(other, 4, MIDNIGHT + 14_400);
    now = now.plus(Duration.ofHours(6));
    publish(lists, 5, MIDNIGHT + 21_600);
    ofOther.issueAnew("NL");

    assertThat(phone.list("NL").batches())
        .extracting(each -> each.sequence())
        .containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(phone.twin("NL").files()).hasSize(5);
    phone.assertSameRepresentations("NL");
  }

  @Test
  void representationThatWasInterruptedIsMended() throws Exception {
    BatchListing before = phone.list("NL");
    String json = "public/" + DocumentNames.json(DocumentNames.list("NL"));
    server.objects().delete(json);
    exporter();
    now = now.plus(Duration.ofMinutes(1));
    upkeep.issueAnew("NL");

    assertThat(phone.list("NL").head().sequence()).isEqualTo(before.head().sequence() + 1);
    phone.assertSameRepresentations("NL");
  }
}
