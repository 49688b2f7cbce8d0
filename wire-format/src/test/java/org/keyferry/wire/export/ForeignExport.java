package org.keyferry.wire.export;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.keyferry.wire.export.format.SignatureInfo;
import org.keyferry.wire.export.format.TEKSignature;
import org.keyferry.wire.export.format.TEKSignatureList;
import org.keyferry.wire.export.format.TemporaryExposureKey;
import org.keyferry.wire.export.format.TemporaryExposureKeyExport;

/** Export files made of generated messages: none of the project's own encoding is in them. */
final class ForeignExport {
  static final byte[] HEADER = "EK Export v1    ".getBytes(US_ASCII);

  private ForeignExport() {}

  /** A whole file of three keys and a revised one, signed by the first test key. */
  static byte[] file() {
    return file(export -> {});
  }

  /** The file with a changed message, rightly signed. */
  static byte[] file(Consumer<TemporaryExposureKeyExport.Builder> change) {
    return signed(bin(change));
  }

  /** A file of these bytes, rightly signed. */
  static byte[] signed(byte[] exportBin) {
    return Zips.export(exportBin, sig(signature(TestKey.FIRST, exportBin)));
  }

  /** The {@code export.bin} of a changed message. */
  static byte[] bin(Consumer<TemporaryExposureKeyExport.Builder> change) {
    var export = message();
    change.accept(export);
    return concat(HEADER, export.build().toByteArray());
  }

  static TemporaryExposureKeyExport.Builder message() {
    return TemporaryExposureKeyExport.newBuilder()
        .setStartTimestamp(1_588_291_200)
        .setEndTimestamp(1_588_298_400)
        .setRegion("NL")
        .setBatchNum(1)
        .setBatchSize(1)
        .addSignatureInfos(info(TestKey.FIRST))
        .addKeys(key(1).setDaysSinceOnsetOfSymptoms(-2))
        .addKeys(key(2).setRollingPeriod(36))
        .addKeys(key(3).clearReportType())
        .addRevisedKeys(key(4).setReportType(TemporaryExposureKey.ReportType.REVOKED));
  }

  static TemporaryExposureKey.Builder key(int number) {
    return TemporaryExposureKey.newBuilder()
        .setKeyData(ByteString.copyFrom(SampleKeys.bytes(number)))
        .setTransmissionRiskLevel(2)
        .setRollingStartIntervalNumber(2_647_000)
        .setReportType(TemporaryExposureKey.ReportType.CONFIRMED_TEST);
  }

  static SignatureInfo.Builder info(TestKey key) {
    return SignatureInfo.newBuilder()
        .setVerificationKeyId(key.keyId().id())
        .setVerificationKeyVersion(key.keyId().version())
        .setSignatureAlgorithm("1.2.840.10045.4.3.2");
  }

  /** A right signature of the key over the bytes. */
  static TEKSignature.Builder signature(TestKey key, byte[] exportBin) {
    return TEKSignature.newBuilder()
        .setSignatureInfo(info(key))
        .setBatchNum(1)
        .setBatchSize(1)
        .setSignature(ByteString.copyFrom(key.sign(exportBin)));
  }

  /** The {@code export.sig} of these signatures. */
  static byte[] sig(TEKSignature.Builder... signatures) {
    var list = new ArrayList<TEKSignature>();
    for (var signature : List.of(signatures)) {
      list.add(signature.build());
    }
    return TEKSignatureList.newBuilder().addAllSignatures(list).build().toByteArray();
  }

  static byte[] concat(byte[] first, byte... second) {
    return ByteString.copyFrom(first).concat(ByteString.copyFrom(second)).toByteArray();
  }
}
