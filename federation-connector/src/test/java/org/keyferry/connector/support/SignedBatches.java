package org.keyferry.connector.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.export.ExportHeader;
import org.keyferry.wire.export.ExportSigner;
import org.keyferry.wire.export.ExportWriter;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/** Export files of another backend, signed with a key of its own. */
public final class SignedBatches {
  private final Instant firstWindow =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(2));
  private final SigningKeyId keyId;
  private final KeyPair keys = SigningKeys.generate();
  private final Region region;
  private final Random random;

  public SignedBatches(String keyId, Region region, long seed) {
    this.keyId = new SigningKeyId(keyId, "v1");
    this.region = region;
    this.random = new Random(seed);
  }

  /** The name of its key without the version. */
  public String id() {
    return keyId.id();
  }

  public ECPublicKey publicKey() {
    return (ECPublicKey) keys.getPublic();
  }

  /** As the property VerificationKeys has it. */
  public String verificationKey(Path directory) throws IOException {
    Path file = directory.resolve(keyId + "-" + System.nanoTime() + ".pem");
    SigningKeys.writePublic(file, keys.getPublic());
    return keyId + "=" + file;
  }

  /** New keys of persons of the last days. */
  public List<DiagnosisKey> keys(int count) {
    var made = new ArrayList<DiagnosisKey>();
    int today = Interval.containing(Instant.now().truncatedTo(ChronoUnit.DAYS)).number();
    for (int i = 0; i < count; i++) {
      var bytes = new byte[16];
      random.nextBytes(bytes);
      made.add(key(bytes, today - RollingPeriod.MOST * (1 + random.nextInt(10))));
    }
    return made;
  }

  public static DiagnosisKey key(byte[] bytes, int start) {
    return new DiagnosisKey(
        ExposureKey.of(bytes),
        new Interval(start),
        RollingPeriod.DAY,
        new TransmissionRisk(3),
        ReportType.CONFIRMED_TEST,
        OptionalInt.of(1));
  }

  /** The file of the window of that number, an hour each. */
  public byte[] file(int window, List<DiagnosisKey> batch) {
    Instant start = firstWindow.plus(Duration.ofHours(window));
    var header =
        ExportHeader.single(new BatchWindow(start, start.plus(Duration.ofHours(1))), region);
    var bytes = new ByteArrayOutputStream();
    try (var file = new ExportWriter(List.of(signer())).open(bytes, header)) {
      for (DiagnosisKey key : batch) {
        file.add(key);
      }
      file.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private ExportSigner signer() {
    return new ExportSigner() {
      @Override
      public SigningKeyId keyId() {
        return keyId;
      }

      @Override
      public byte[] sign(byte[] sha256) {
        try {
          var ecdsa = Signature.getInstance("NONEwithECDSA");
          ecdsa.initSign(keys.getPrivate());
          ecdsa.update(sha256);
          return ecdsa.sign();
        } catch (GeneralSecurityException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }
}
