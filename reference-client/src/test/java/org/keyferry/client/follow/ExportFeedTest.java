package org.keyferry.client.follow;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.client.fetch.DirectTransport;
import org.keyferry.client.state.MemoryStates;
import org.keyferry.client.testing.Keys;
import org.keyferry.client.testing.Received;
import org.keyferry.client.testing.TestClock;
import org.keyferry.client.testing.TestOrigin;
import org.keyferry.client.testing.TestSigner;
import org.keyferry.client.trust.Attack;
import org.keyferry.client.trust.AttackDetected;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.document.BatchName;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentHead;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.document.FileIndex;
import org.keyferry.wire.document.ListedFile;
import org.keyferry.wire.document.SignedDocument;
import org.keyferry.wire.export.ExportHeader;
import org.keyferry.wire.export.ExportWriter;
import org.keyferry.wire.export.format.SignatureInfo;
import org.keyferry.wire.export.format.TEKSignature;
import org.keyferry.wire.export.format.TEKSignatureList;
import org.keyferry.wire.export.format.TemporaryExposureKey;
import org.keyferry.wire.export.format.TemporaryExposureKeyExport;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;

/** Backends that have nothing but an index and zips, of this make and of another. */
class ExportFeedTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final Region IE = new Region("IE");

  private final TestOrigin origin = new TestOrigin();
  private final DirectTransport transport = new DirectTransport();
  private final MemoryStates states = new MemoryStates();
  private final Received received = new Received();
  private final TestSigner signer = TestSigner.create("272");
  private final List<DiagnosisKey> keys = Keys.some(3, NOW, new Random(14));

  @AfterEach
  void end() {
    transport.close();
    origin.close();
  }

  private ExportFeed feed(String directory) {
    var address =
        new FeedAddress(
            IE,
            URI.create(origin.base() + directory),
            Set.of(FeedAddress.EXPORT_ZIP),
            signer.known());
    return new ExportFeed(address, transport, states, new TestClock(NOW));
  }

  private byte[] ours() throws Exception {
    var bytes = new ByteArrayOutputStream();
    var window = new BatchWindow(NOW.minusSeconds(7200), NOW);
    try (var file =
        new ExportWriter(List.of(signer)).open(bytes, ExportHeader.single(window, IE))) {
      for (DiagnosisKey key : keys) {
        file.add(key);
      }
      file.finish();
    }
    return bytes.toByteArray();
  }

  /** Made of Google's messages alone, in the order in which others put entries into a zip. */
  private byte[] anotherVendors() throws Exception {
    var info =
        SignatureInfo.newBuilder()
            .setVerificationKeyId("272")
            .setVerificationKeyVersion("v1")
            .setSignatureAlgorithm("1.2.840.10045.4.3.2");
    var export =
        TemporaryExposureKeyExport.newBuilder()
            .setStartTimestamp(NOW.getEpochSecond() - 86_400)
            .setEndTimestamp(NOW.getEpochSecond())
            .setRegion("IE")
            .setBatchNum(1)
            .setBatchSize(1)
            .addSignatureInfos(info);
    keys.forEach(key ->
        export.addKeys(
            TemporaryExposureKey.newBuilder()
                .setKeyData(key.key().toByteString())
                .setTransmissionRiskLevel(1)
                .setRollingStartIntervalNumber(key.start().number())
                .setRollingPeriod(144)
                .setReportType(TemporaryExposureKey.ReportType.CONFIRMED_TEST)
                .setDaysSinceOnsetOfSymptoms(0)));
    var bin = new ByteArrayOutputStream();
    bin.write("EK Export v1    ".getBytes(US_ASCII));
    export.build().writeTo(bin);
    var signature =
        TEKSignature.newBuilder()
            .setSignatureInfo(info)
            .setBatchNum(1)
            .setBatchSize(1)
            .setSignature(ByteString.copyFrom(signer.sign(Sha256.bytesOf(bin.toByteArray()))));
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("export.sig"));
      zip.write(TEKSignatureList.newBuilder().addSignatures(signature).build().toByteArray());
      zip.putNextEntry(new ZipEntry("export.bin"));
      zip.write(bin.toByteArray());
    }
    return bytes.toByteArray();
  }

  private void index(String directory, String... names) {
    origin.put(directory + "/index.txt", String.join("\n", names).getBytes(US_ASCII));
  }

  @Test
  @Tag("U1")
  void filesOfThisVendorAreReadByTheSameClient() throws Exception {
    origin.put("/IE/1-2-00001.zip", ours());
    index("/IE", "IE/1-2-00001.zip");

    feed("/IE").poll(received);

    assertThat(received.keys()).isEqualTo(keys);
  }

  @Test
  @Tag("U1")
  void filesOfAnotherVendorAreReadByTheSameClient() throws Exception {
    origin.put("/exposures/export/a.zip", anotherVendors());
    index("/exposures/export", "a.zip");

    feed("/exposures/export/").poll(received);

    assertThat(received.keys()).isEqualTo(keys);
  }

  @Test
  @Tag("D44")
  void whatWasReadIsNotFetchedAgain() throws Exception {
    origin.put("/IE/1.zip", ours());
    index("/IE", "IE/1.zip");
    var feed = feed("/IE");
    feed.poll(received);
    feed.poll(received);
    assertThat(origin.requests()).last().matches(request -> request.status() == 304);

    origin.put("/IE/2.zip", anotherVendors());
    index("/IE", "IE/1.zip", "IE/2.zip");
    feed.poll(received);

    assertThat(origin.requests("1.zip")).hasSize(1);
    assertThat(received.files()).hasSize(2);
  }

  @Test
  @Tag("D24")
  void aFileThatSomebodyElseSignedIsDetected() throws Exception {
    origin.put("/IE/1.zip", ours());
    index("/IE", "IE/1.zip");
    var stranger =
        new FeedAddress(
            IE,
            URI.create(origin.base() + "/IE"),
            Set.of(FeedAddress.EXPORT_ZIP),
            TestSigner.create("272").known());
    var feed = new ExportFeed(stranger, transport, states, new TestClock(NOW));

    var detected = catchThrowableOfType(AttackDetected.class, () -> feed.poll(received));

    assertThat(detected.attack()).isEqualTo(Attack.FORGED_SIGNATURE);
    assertThat(received.files()).isEmpty();
  }

  private byte[] signedIndex(long sequence, Instant expiry, byte[] zip) throws Exception {
    var index =
        new FileIndex(
            "IE",
            new DocumentHead(sequence, Optional.empty(), NOW.minusSeconds(60), expiry),
            ContentHash.of("IE/1.zip".getBytes(US_ASCII)),
            List.of(
                new ListedFile("IE/1.zip", ContentHash.of(zip), zip.length, BatchName.of(NOW))));
    return SignedDocument.sign(index.render(), DocumentType.FILE_INDEX, signer).getBytes(US_ASCII);
  }

  private ExportFeed signedFeed() {
    var address =
        new FeedAddress(
            IE,
            URI.create(origin.base() + "/IE"),
            Set.of(FeedAddress.EXPORT_ZIP, FeedAddress.EDI1),
            signer.known());
    return new ExportFeed(address, transport, states, new TestClock(NOW));
  }

  private Attack attackOnSignedFeed() {
    return catchThrowableOfType(AttackDetected.class, () -> signedFeed().poll(received)).attack();
  }

  @Test
  @Tag("D24")
  void whatIsWrongWithASignedIndexIsDetected() throws Exception {
    byte[] zip = ours();
    Instant tomorrow = NOW.plusSeconds(86_400);
    origin.put("/IE/1.zip", zip);
    origin.put("/IE/index.jws", signedIndex(7, tomorrow, zip));
    signedFeed().poll(received);
    assertThat(received.keys()).isEqualTo(keys);

    origin.put("/IE/index.jws", signedIndex(6, tomorrow, zip));
    assertThat(attackOnSignedFeed()).isEqualTo(Attack.ROLLBACK);
    origin.put("/IE/index.jws", signedIndex(7, tomorrow.plusSeconds(1), zip));
    assertThat(attackOnSignedFeed()).isEqualTo(Attack.FORK);
    origin.put("/IE/index.jws", signedIndex(8, tomorrow, zip));
    assertThat(attackOnSignedFeed()).isEqualTo(Attack.OMISSION);
    origin.put("/IE/index.jws", signedIndex(9, NOW, zip));
    assertThat(attackOnSignedFeed()).isEqualTo(Attack.FREEZING);
  }

  @Test
  @Tag("D24")
  void aWellSignedZipThatIsNotTheOneOfASignedIndexIsDetected() throws Exception {
    origin.put("/IE/1.zip", anotherVendors());
    origin.put("/IE/index.jws", signedIndex(1, NOW.plusSeconds(60), ours()));

    assertThat(attackOnSignedFeed()).isEqualTo(Attack.ALTERED_DATA);
  }
}
