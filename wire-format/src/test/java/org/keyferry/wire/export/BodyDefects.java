package org.keyferry.wire.export;

import static org.keyferry.wire.export.ForeignExport.bin;
import static org.keyferry.wire.export.ForeignExport.concat;
import static org.keyferry.wire.export.ForeignExport.info;
import static org.keyferry.wire.export.ForeignExport.signed;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.keyferry.wire.export.format.TemporaryExposureKey;
import org.keyferry.wire.export.format.TemporaryExposureKeyExport;

/** What can be wrong with export.bin; every one of these files is rightly signed. */
final class BodyDefects {
  private BodyDefects() {}

  static List<Defect> keys() {
    return List.of(
        key("key-of-15-bytes", "key length", key -> key.setKeyData(bytes(15))),
        key("key-of-17-bytes", "key_data", key -> key.setKeyData(bytes(17))),
        key("key-without-data", "key_data", TemporaryExposureKey.Builder::clearKeyData),
        key("key-of-period-0", "rolling period", key -> key.setRollingPeriod(0)),
        key("key-of-period-145", "rolling period", key -> key.setRollingPeriod(145)),
        key("key-of-negative-period", "rolling period", key -> key.setRollingPeriod(-1)),
        key("negative-start", "interval number", key -> key.setRollingStartIntervalNumber(-1)),
        key("risk-9", "transmission risk", key -> key.setTransmissionRiskLevel(9)),
        key("negative-risk", "transmission risk", key -> key.setTransmissionRiskLevel(-1)),
        raw("unknown-report-type", "report type", 0x28, 6),
        raw("key-data-twice", "field 1", 0x0a, 1, 7),
        raw("risk-twice", "field 2", 0x10, 2),
        raw("key-data-as-number", "wire type of field 1", 0x08, 1),
        raw("risk-as-bytes", "wire type of field 2", 0x12, 1, 7),
        raw("key-cut-inside-a-field", "protobuf message", 0x7a, 9, 7));
  }

  static List<Defect> header() {
    byte[] right = bin(export -> {});
    byte[] otherHeader = right.clone();
    otherHeader[11] = '2';
    return List.of(
        start("header-of-version-2", "header", otherHeader),
        start("header-cut", "protobuf message", Arrays.copyOf(right, 15)),
        end("zero-bytes-behind", "protobuf message", concat(right, new byte[4])),
        end("text-behind", "protobuf message", concat(right, (byte) 't', (byte) 'x')),
        end("key-as-number", "wire type of field 7", concat(right, (byte) 0x38, (byte) 1), 4),
        end("key-longer-than-file", "length", concat(right, (byte) 0x3a, (byte) 9), 5),
        end("start-equals-end", "timestamps", bin(e -> e.setEndTimestamp(e.getStartTimestamp()))),
        end("no-end", "timestamps", bin(TemporaryExposureKeyExport.Builder::clearEndTimestamp)),
        end("end-beyond-calendar", "timestamps", bin(e -> e.setEndTimestamp(1L << 60))),
        end("size-without-number", "batch", bin(TemporaryExposureKeyExport.Builder::clearBatchNum)),
        end("number-above-size", "batch", bin(e -> e.setBatchNum(2))),
        end("batch-size-0", "batch", bin(e -> e.setBatchSize(0))),
        end("region-with-escape-code", "region", bin(e -> e.setRegion("N\u001b[0m")), 0),
        end("region-of-65-letters", "region", bin(e -> e.setRegion("N".repeat(65))), 0),
        end("key-id-with-a-dot", "signature info", infoId("2.04"), 0),
        end("no-key-version", "signature info", bin(BodyDefects::clearVersion), 0),
        end("algorithm-by-name", "signature algorithm", bin(BodyDefects::algorithmByName), 0),
        end("eleven-signature-infos", "signature infos", bin(BodyDefects::elevenInfos), 0));
  }

  private static byte[] infoId(String id) {
    return bin(e -> e.getSignatureInfosBuilder(0).setVerificationKeyId(id));
  }

  private static void clearVersion(TemporaryExposureKeyExport.Builder export) {
    export.getSignatureInfosBuilder(0).clearVerificationKeyVersion();
  }

  private static void algorithmByName(TemporaryExposureKeyExport.Builder export) {
    export.getSignatureInfosBuilder(0).setSignatureAlgorithm("SHA256withECDSA");
  }

  private static void elevenInfos(TemporaryExposureKeyExport.Builder export) {
    for (int i = 1; i < 11; i++) {
      export.addSignatureInfos(
          info(TestKey.of("204", "v" + (i + 1), "0" + Integer.toHexString(i))));
    }
  }

  private static ByteString bytes(int length) {
    return ByteString.copyFrom(new byte[length]);
  }

  /** A defect of the second key. */
  private static Defect key(
      String name, String what, Consumer<TemporaryExposureKey.Builder> change) {
    byte[] exportBin = bin(export -> change.accept(export.getKeysBuilder(1)));
    return Defect.ofEntry(name, what, "export.bin, at key 2", signed(exportBin));
  }

  /** A fifth key whose message ends with these bytes. */
  private static Defect raw(String name, String what, int... bytes) {
    byte[] key = ForeignExport.key(5).clearReportType().build().toByteArray();
    for (int b : bytes) {
      key = concat(key, (byte) b);
    }
    byte[] exportBin = concat(bin(export -> {}), (byte) 0x3a, (byte) key.length);
    return Defect.ofEntry(name, what, "export.bin, at key 5", signed(concat(exportBin, key)));
  }

  private static Defect start(String name, String what, byte[] exportBin) {
    return end(name, what, exportBin, 0);
  }

  private static Defect end(String name, String what, byte[] exportBin) {
    return end(name, what, exportBin, 4);
  }

  private static Defect end(String name, String what, byte[] exportBin, int key) {
    String entry = key == 0 ? "export.bin" : "export.bin, at key " + key;
    return Defect.ofEntry(name, what, entry, signed(exportBin));
  }
}
