package org.keyferry.wire.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.wire.Problem;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.BatchTag;
import org.keyferry.wire.hub.DefectList;
import org.keyferry.wire.hub.DefectList.Defect;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.hub.UntrustedBatch;

/**
 * The golden files share no code with us: JSON was written by a few lines of Python, JWS signed by
 * OpenSSL. They are never changed.
 */
class InteropFormatTest {
  static final List<InteropExposure> EXPOSURES =
      List.of(
          exposure(1, 2_647_000, 144, 0, List.of("GB-EAW"), 1, 1, 0),
          exposure(2, 2_647_144, 144, 0, List.of("GB-EAW"), 2, 0, -2),
          exposure(3, 2_647_100, 44, 7, List.of(), 3, 3, 0));

  static List<Defect> jws() throws IOException {
    return DefectList.of("interop/defects/jws");
  }

  static List<Defect> uploads() throws IOException {
    return DefectList.of("interop/defects/upload");
  }

  static List<Defect> contents() throws IOException {
    return DefectList.of("interop/defects/content");
  }

  static List<Defect> downloads() throws IOException {
    return DefectList.of("interop/defects/download");
  }

  @Test
  void contentIsReadFieldByField() throws Exception {
    assertThat(InteropUpload.readContent(golden("content.json"), "golden", BatchLimits.DEFAULT))
        .isEqualTo(EXPOSURES);
  }

  @Test
  void contentIsWrittenByteForByte() throws Exception {
    assertThat(InteropUpload.writeContent(EXPOSURES)).isEqualTo(golden("content.json"));
  }

  @Test
  void downloadIsReadAndWrittenByteForByte() throws Exception {
    var download = InteropDownload.read(golden("download.json"), "golden", BatchLimits.DEFAULT);
    assertThat(download.batchTag()).isEqualTo(new BatchTag("9d2b"));
    assertThat(download.exposures())
        .containsExactly(EXPOSURES.get(0).from("GB-SCT"), rapid().from("JE"));
    assertThat(download.toByteArray()).isEqualTo(golden("download.json"));
  }

  /** As the golden download has it: with the numbers of a laboratory test. */
  private static InteropExposure rapid() {
    return exposure(2, 2_647_144, 144, 0, List.of("GB-EAW"), 1, 1, 0);
  }

  @Test
  void downloadWithoutExposuresHasItsTag() throws Exception {
    var download =
        InteropDownload.read(golden("download-empty.json"), "golden", BatchLimits.DEFAULT);
    assertThat(download).isEqualTo(new InteropDownload(new BatchTag("9d2c"), List.of()));
  }

  @Test
  void uploadIsWrittenByteForByte() throws Exception {
    var upload = InteropUpload.read(golden("upload.json"), "golden", BatchLimits.DEFAULT);
    assertThat(upload.toByteArray()).isEqualTo(golden("upload.json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"upload.json", "upload-padded.json"})
  void signatureOfOpenSslHoldsWithAndWithoutPadding(String name) throws Exception {
    var upload = InteropUpload.read(golden(name), "golden", BatchLimits.DEFAULT);
    byte[] content = CompactJws.parse(upload.payload()).verify(List.of(publicKey()));
    assertThat(InteropUpload.readContent(content, "golden", BatchLimits.DEFAULT))
        .isEqualTo(EXPOSURES);
  }

  @Test
  void anotherLibraryVerifiesWhatWeSign() throws Exception {
    var jws = new JsonWebSignature();
    jws.setCompactSerialization(CompactJws.sign(golden("content.json"), privateKey()));
    jws.setKey(publicKey());
    assertThat(jws.verifySignature()).isTrue();
    assertThat(jws.getPayload()).isEqualTo(new String(golden("content.json"), UTF_8));
    assertThat(jws.getHeaders().getFullHeaderAsJsonString()).isEqualTo("{\"alg\":\"ES256\"}");
  }

  @Test
  void whatAnotherLibrarySignsIsVerified() throws Exception {
    var jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue("ES256");
    jws.setPayload("[]");
    jws.setKey(privateKey());
    assertThat(CompactJws.parse(jws.getCompactSerialization()).verify(List.of(publicKey())))
        .isEqualTo("[]".getBytes(UTF_8));
  }

  @ParameterizedTest
  @MethodSource("jws")
  void defectOfAJwsIsNamed(Defect defect) throws Exception {
    ECPublicKey key = publicKey();
    assertThatThrownBy(
            () -> CompactJws.parse(new String(defect.content(), UTF_8)).verify(List.of(key)))
        .extracting(thrown -> problem(thrown).what())
        .isEqualTo(defect.what());
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void defectOfAnUploadIsNamed(Defect defect) {
    assertThatThrownBy(() -> InteropUpload.read(defect.content(), "body", BatchLimits.DEFAULT))
        .asInstanceOf(InstanceOfAssertFactories.type(MalformedBatch.class))
        .extracting(thrown -> thrown.problem().what())
        .isEqualTo(defect.what());
  }

  @ParameterizedTest
  @MethodSource("contents")
  void defectOfAContentIsNamed(Defect defect) {
    assertThatThrownBy(
            () -> InteropUpload.readContent(defect.content(), "body", BatchLimits.DEFAULT))
        .asInstanceOf(InstanceOfAssertFactories.type(MalformedBatch.class))
        .extracting(thrown -> thrown.problem().what())
        .isEqualTo(defect.what());
  }

  @ParameterizedTest
  @MethodSource("downloads")
  void defectOfADownloadIsNamed(Defect defect) {
    assertThatThrownBy(() -> InteropDownload.read(defect.content(), "body", BatchLimits.DEFAULT))
        .asInstanceOf(InstanceOfAssertFactories.type(MalformedBatch.class))
        .extracting(thrown -> thrown.problem().what())
        .isEqualTo(defect.what());
  }

  @Test
  void oneExposureTooManyIsTooLarge() {
    byte[] content = InteropUpload.writeContent(EXPOSURES);
    assertThatThrownBy(
            () -> InteropUpload.readContent(content, "body", new BatchLimits(2, 10_000, 8)))
        .asInstanceOf(InstanceOfAssertFactories.type(MalformedBatch.class))
        .matches(MalformedBatch::isTooLarge);
  }

  private static Problem problem(Throwable thrown) {
    return switch (thrown) {
      case MalformedBatch malformed -> malformed.problem();
      case UntrustedBatch untrusted -> untrusted.problem();
      default -> throw new AssertionError(thrown);
    };
  }

  static InteropExposure exposure(
      int number,
      int start,
      int period,
      int risk,
      List<String> regions,
      int testType,
      int reportType,
      int onset) {
    var bytes = new byte[16];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (number * 31 + i * 7);
    }
    return new InteropExposure(
        ByteString.copyFrom(bytes), start, period, risk, regions, testType, reportType, onset, "");
  }

  static byte[] golden(String name) throws IOException {
    return DefectList.file("interop/golden/" + name);
  }

  static ECPublicKey publicKey() throws Exception {
    return (ECPublicKey)
        KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(pem("gb.pub.pem")));
  }

  private static ECPrivateKey privateKey() throws Exception {
    return (ECPrivateKey)
        KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pem("gb.key.pem")));
  }

  private static byte[] pem(String name) throws IOException {
    String text = new String(golden(name), UTF_8).replaceAll("-----[A-Z ]+-----", "");
    return Base64.getMimeDecoder().decode(text);
  }
}
