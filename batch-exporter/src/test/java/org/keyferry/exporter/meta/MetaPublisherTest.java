package org.keyferry.exporter.meta;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.event.v1.SigningTermChange;
import org.keyferry.exporter.EmbeddedStore;
import org.keyferry.exporter.sign.CurrentSigners;
import org.keyferry.exporter.sign.Signers;
import org.keyferry.exporter.sign.SigningTerm;
import org.keyferry.wire.document.Authority;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentHead;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.document.MalformedDocument;
import org.keyferry.wire.document.MetaDocument;
import org.keyferry.wire.document.SignedDocument;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;

/** Documents about the backend, as readers find them. */
class MetaPublisherTest {
  private static final SigningKeyId OLD = new SigningKeyId("204", "v1");
  private static final SigningKeyId NEW = new SigningKeyId("204", "v2");
  private static final Duration LIFETIME = Duration.ofHours(24);
  private static final String CONFIGURATION = "public/meta/configuration";

  private final Map<SigningKeyId, SigningTermChange> decided = new HashMap<>();
  private Instant now = Instant.parse("2026-11-25T10:00:05Z");
  private Path directory;
  private EmbeddedStore server;
  private KeySigner oldKey;
  private KeySigner newKey;
  private CurrentSigners signers;
  private MetaPublisher publisher;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    directory = folder;
    server = new EmbeddedStore(folder.resolve("store"));
    oldKey = key(OLD);
    newKey = key(NEW);
    var terms = List.of(term(newKey, Instant.parse("9999-01-01T00:00:00Z")), term(oldKey, null));
    signers = new CurrentSigners(new Signers(terms), () -> Map.copyOf(decided));
    publisher = newPublisher();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private MetaPublisher newPublisher() {
    return new MetaPublisher(new MetaObjects(server.objects()), signers, LIFETIME, () -> now);
  }

  private KeySigner key(SigningKeyId id) throws IOException {
    Path file = directory.resolve(id + ".pem");
    SigningKeys.writePrivate(file, SigningKeys.generate().getPrivate());
    return PemSigner.read(id, file);
  }

  private static SigningTerm term(KeySigner key, Instant from) {
    return new SigningTerm(
        key.keyId(),
        key.publicKey(),
        Optional.of(key),
        from == null ? Instant.MIN : from,
        Instant.MAX,
        false);
  }

  private void decide(SigningTermChange.Builder change, SigningKeyId id) {
    decided.put(id, change.setKeyId(id.id()).setKeyVersion(id.version()).build());
  }

  private MetaSource configuration(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("configuration.json"), text);
    return new OperatorFile(
        DocumentType.CONFIGURATION, file, Optional.empty(), Optional.empty(), clock());
  }

  private InstantSource clock() {
    return () -> now;
  }

  private byte[] read(String name) throws IOException {
    try (StoredObject object = server.objects().get(name).orElseThrow()) {
      byte[] bytes = object.bytes().readAllBytes();
      assertThat(object.head().metadata()).containsEntry("sha256", ContentHash.of(bytes).text());
      return bytes;
    }
  }

  private MetaDocument document(DocumentType type, String name, KeySigner by) throws Exception {
    Map<SigningKeyId, ECPublicKey> keys = Map.of(by.keyId(), by.publicKey());
    var opened = SignedDocument.open(new String(read(name + ".jws"), US_ASCII), type, keys);
    assertThat(read(name + ".json")).isEqualTo(opened.payload().toByteArray());
    return MetaDocument.parse(opened.payload().toByteArray(), type, name);
  }

  private MetaDocument configuration() throws Exception {
    return document(DocumentType.CONFIGURATION, CONFIGURATION, oldKey);
  }

  @Test
  @Tag("D47")
  void configurationIsSignedAndEachVersionStaysUnderItsName() throws Exception {
    assertThat(publisher.refresh(configuration("{ \"weights\": [1, 2.50] }"))).isTrue();
    MetaDocument first = configuration();
    assertThat(first.value()).isEqualTo("{\"weights\":[1,2.5]}");
    assertThat(first.head().expiresAt()).isEqualTo(now.plus(LIFETIME));
    assertThat(first.version()).isEqualTo(first.head().sequence());

    now = now.plusSeconds(60);
    assertThat(publisher.refresh(configuration("{\"weights\":[3]}"))).isTrue();
    MetaDocument second = configuration();
    assertThat(second.head().sequence()).isEqualTo(first.head().sequence() + 1);
    assertThat(second.head().previous()).contains(ContentHash.of(first.render()));
    assertThat(second.version()).isEqualTo(second.head().sequence());

    for (MetaDocument each : List.of(first, second)) {
      String name = CONFIGURATION + "/" + each.version();
      assertThat(document(DocumentType.CONFIGURATION, name, oldKey)).isEqualTo(each);
    }
  }

  @Test
  void sameValueIsIssuedAnewAfterAQuarterOfItsLifetimeWithItsVersion() throws Exception {
    MetaSource source = configuration("{}");
    publisher.refresh(source);
    MetaDocument first = configuration();
    now = now.plus(LIFETIME.dividedBy(4)).minusSeconds(1);
    assertThat(publisher.refresh(source)).isFalse();
    now = now.plusSeconds(1);
    assertThat(publisher.refresh(source)).isTrue();

    assertThat(configuration().version()).isEqualTo(first.version());
    assertThat(configuration().head().sequence()).isEqualTo(first.head().sequence() + 1);
    assertThat(server.objects().list(CONFIGURATION + "/")).hasSize(2);
  }

  @Test
  void whatAnInterruptionLeftOutIsMadeUpForBeforeAnythingNewIsSigned() throws Exception {
    MetaSource source = configuration("{\"a\":1}");
    publisher.refresh(source);
    MetaDocument first = configuration();
    for (String name : server.objects().list(CONFIGURATION)) {
      if (!name.equals(CONFIGURATION + ".jws")) {
        server.objects().delete(name);
      }
    }
    now = now.plusSeconds(60);

    newPublisher().refresh(configuration("{\"a\":2}"));

    String name = CONFIGURATION + "/" + first.version();
    assertThat(document(DocumentType.CONFIGURATION, name, oldKey)).isEqualTo(first);
    assertThat(configuration().head().previous()).contains(ContentHash.of(first.render()));
  }

  @Test
  @Tag("D47")
  void numbersGoUpAlsoIfTheStoreLostEverything() throws Exception {
    MetaSource source = configuration("{}");
    publisher.refresh(source);
    long before = configuration().head().sequence();
    for (String name : server.objects().list("public/")) {
      server.objects().delete(name);
    }
    now = now.plus(Duration.ofHours(1));
    newPublisher().refresh(source);
    assertThat(configuration().head().sequence()).isGreaterThan(before);
  }

  @Test
  void writerThatWasOvertakenChangesNothing() throws Exception {
    MetaSource source = configuration("{}");
    publisher.refresh(source);
    now = now.plusSeconds(60);
    newPublisher().refresh(configuration("{\"a\":1}"));
    MetaDocument newest = configuration();

    assertThatThrownBy(() -> publisher.refresh(configuration("{\"a\":2}")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another writer");
    assertThat(configuration()).isEqualTo(newest);
  }

  @Test
  void brokenFileLeavesWhatIsPublished() throws Exception {
    publisher.refresh(configuration("{\"a\":1}"));
    MetaDocument before = configuration();
    for (String text : List.of("[]", "{\"a\":1,\"a\":2}", "{", "{} {}")) {
      assertThatThrownBy(() -> publisher.refresh(configuration(text)))
          .isInstanceOf(UnusableFile.class)
          .hasMessageContaining("configuration.json");
    }
    assertThat(configuration()).isEqualTo(before);
  }

  @Test
  @Tag("G05")
  void signingKeysTellWhatEachDoesAndChangeWithIt() throws Exception {
    MetaSource source = new SigningKeysSource(signers, clock());
    publisher.refresh(source);
    assertThat(document(DocumentType.SIGNING_KEYS, "public/meta/signing-keys", oldKey).value())
        .containsSubsequence("204-v1\",\"state\":\"current", "204-v2\",\"state\":\"announced");
    assertThat(publisher.refresh(source)).isFalse();

    decide(SigningTermChange.newBuilder().setFromSeconds(now.getEpochSecond()), NEW);
    decide(SigningTermChange.newBuilder().setRevoked(true), OLD);
    now = now.plusSeconds(1);
    assertThat(publisher.refresh(source)).isTrue();

    assertThat(document(DocumentType.SIGNING_KEYS, "public/meta/signing-keys", newKey).value())
        .containsSubsequence("204-v2\",\"state\":\"current", "204-v1\",\"state\":\"revoked");
    String pem = new String(read("public/meta/signing-keys.pem"), US_ASCII);
    assertThat(pem).startsWith("204-v2 current\n-----BEGIN PUBLIC KEY").doesNotContain("204-v1");
    assertThat(SigningKeys.publicKey(pem, "signing-keys.pem")).isEqualTo(newKey.publicKey());
  }

  @Test
  void documentOfAKeyThatSignsNoMoreIsIssuedAnew() throws Exception {
    MetaSource source = configuration("{}");
    publisher.refresh(source);
    decide(SigningTermChange.newBuilder().setFromSeconds(now.getEpochSecond()), NEW);
    decide(SigningTermChange.newBuilder().setRevoked(true), OLD);
    now = now.plusSeconds(1);
    assertThat(publisher.refresh(source)).isTrue();
    assertThat(document(DocumentType.CONFIGURATION, CONFIGURATION, newKey).value()).isEqualTo("{}");
  }

  private static String authorities(String baseUrl) {
    return "{\"NL\":{\"cluster\":\"EU\",\"base_url\":\""
        + baseUrl
        + "\",\"formats\":[\"export-zip\",\"edi1\"],\"expires_at\":\"2027-01-01T00:00:00Z\",\"keys\":"
        + "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"204-v1\","
        + "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
        + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}]}}}";
  }

  private OperatorFile authorities(String text, Optional<Path> key) throws IOException {
    Path file = Files.writeString(directory.resolve("authorities.json"), text);
    return new OperatorFile(DocumentType.AUTHORITIES, file, key, Optional.empty(), clock());
  }

  @Test
  @Tag("D48")
  void authoritiesAreFoundByRegionAndAnUnknownOneIsNotThere() throws Exception {
    publisher.refresh(authorities(authorities("https://nl.example/NL"), Optional.empty()));
    var document = document(DocumentType.AUTHORITIES, "public/meta/authorities", oldKey);
    var found = Authority.parse(document.value(), "authorities");
    assertThat(found).containsOnlyKeys("NL");
    assertThat(found.get("NL").keys()).containsExactly("204-v1");
  }

  @Test
  void authoritiesThatPhonesCouldNotUseAreRefused() throws Exception {
    for (String url : List.of("http://nl.example", "https://nl.example/", "https://a@nl.example")) {
      assertThatThrownBy(() -> publisher.refresh(authorities(authorities(url), Optional.empty())))
          .as(url)
          .isInstanceOf(UnusableFile.class)
          .hasMessageContaining("base_url");
    }
    assertThatThrownBy(() -> authorities("{\"nl\":{}}", Optional.empty()).wanted())
        .isInstanceOf(UnusableFile.class);
  }

  private String signedElsewhere(long sequence, KeySigner by) throws IOException {
    var head = new DocumentHead(sequence, Optional.empty(), now, now.plus(LIFETIME));
    byte[] json =
        new MetaDocument(
                DocumentType.AUTHORITIES, sequence, head, authorities("https://nl.example"))
            .render();
    return SignedDocument.sign(json, DocumentType.AUTHORITIES, by);
  }

  @Test
  @Tag("D49")
  void documentSignedElsewhereIsPassedOnAsItIsAndNeverRolledBack() throws Exception {
    KeySigner elsewhere = key(new SigningKeyId("global", "v7"));
    Path publicKey = directory.resolve("global.public.pem");
    SigningKeys.writePublic(publicKey, elsewhere.publicKey());
    String seventh = signedElsewhere(7, elsewhere);
    publisher.refresh(authorities(seventh + "\n", Optional.of(publicKey)));
    assertThat(new String(read("public/meta/authorities.jws"), US_ASCII)).isEqualTo(seventh);
    assertThat(new String(read("public/meta/authorities/7.jws"), US_ASCII)).isEqualTo(seventh);

    String eighth = signedElsewhere(8, elsewhere);
    publisher.refresh(authorities(eighth, Optional.of(publicKey)));
    assertThatThrownBy(() -> publisher.refresh(authorities(seventh, Optional.of(publicKey))))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("more than 8");
    assertThat(new String(read("public/meta/authorities.jws"), US_ASCII)).isEqualTo(eighth);
  }

  @Test
  @Tag("D49")
  void forgedOrExpiredDocumentIsNotPassedOn() throws Exception {
    Path publicKey = directory.resolve("global.public.pem");
    SigningKeys.writePublic(publicKey, newKey.publicKey());
    String forged = signedElsewhere(1, oldKey);
    assertThatThrownBy(() -> authorities(forged, Optional.of(publicKey)).wanted())
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("signature");
    String right = signedElsewhere(1, newKey);
    now = now.plus(LIFETIME);
    assertThatThrownBy(() -> authorities(right, Optional.of(publicKey)).wanted())
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("expired");
  }

  @Test
  void parserRefusesAVersionThatIsNoSequence() {
    var head = new DocumentHead(3, Optional.empty(), now, now.plus(LIFETIME));
    byte[] json = new MetaDocument(DocumentType.CONFIGURATION, 3, head, "{}").render();
    byte[] wrong =
        new String(json, US_ASCII).replace("\"version\":3", "\"version\":4").getBytes(US_ASCII);
    assertThatThrownBy(() -> MetaDocument.parse(wrong, DocumentType.CONFIGURATION, "here"))
        .isInstanceOf(MalformedDocument.class)
        .hasMessageContaining("version");
  }
}
