package org.keyferry.wire.export;

import static org.keyferry.wire.export.ForeignExport.bin;
import static org.keyferry.wire.export.ForeignExport.concat;
import static org.keyferry.wire.export.ForeignExport.info;
import static org.keyferry.wire.export.ForeignExport.sig;
import static org.keyferry.wire.export.ForeignExport.signature;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import org.keyferry.wire.export.format.TEKSignature;

/** What can be wrong with signatures. */
final class SignatureDefects {
  private static final byte[] BIN = bin(export -> {});
  private static final byte[] BIN_OF_TWO =
      bin(export -> export.addSignatureInfos(info(TestKey.SECOND)));
  private static final String FIRST = "signature of 204-v1";

  private SignatureDefects() {}

  static List<Defect> malformed() {
    byte[] right = sig(signature(TestKey.FIRST, BIN));
    byte[] without = bin(export -> export.clearSignatureInfos());
    var unnamed = signature(TestKey.FIRST, BIN).clearSignatureInfo();
    var empty = signature(TestKey.FIRST, BIN).clearSignature();
    var long129 = signature(TestKey.FIRST, BIN).setSignature(ByteString.copyFrom(new byte[129]));
    return List.of(
        entry("text-behind-signatures", "protobuf message", concat(right, (byte) 'x')),
        entry("signature-list-cut", "protobuf message", Arrays.copyOf(right, 30)),
        entry("signature-list-of-20-kilobytes", "size", concat(right, new byte[20_000])),
        entry("signature-without-key-id", "signature algorithm", sig(unnamed)),
        entry("signature-missing", "signature", sig(empty)),
        entry("signature-of-129-bytes", "signature", sig(long129)),
        zip("no-signatures", "signatures", BIN, new byte[0]),
        zip("no-signature-infos", "signature infos", without, new byte[0]),
        zip("fewer-signatures-than-infos", "signatures", BIN_OF_TWO, right),
        zip("signature-of-a-key-not-named", "signatures", BIN, sig(signature(TestKey.SECOND, BIN))),
        zip(
            "same-key-twice",
            "signatures",
            BIN_OF_TWO,
            sig(signature(TestKey.FIRST, BIN_OF_TWO), signature(TestKey.FIRST, BIN_OF_TWO))));
  }

  static List<Defect> untrusted() {
    byte[] flipped = BIN.clone();
    flipped[BIN.length - 1] ^= 1;
    byte[] body = Arrays.copyOfRange(BIN, 16, BIN.length);
    byte[] der = TestKey.FIRST.sign(BIN);
    byte[] third = bin(export -> export.setSignatureInfos(0, info(TestKey.THIRD)));
    return List.of(
        trust("key-changed-after-signing", FIRST, flipped, signature(TestKey.FIRST, BIN)),
        trust("signed-without-header", FIRST, BIN, signature(TestKey.FIRST, body)),
        trust("signature-of-another-key", FIRST, BIN, forged()),
        trust("signature-not-der", FIRST, BIN, with(new byte[64])),
        trust("signature-with-a-byte-behind", FIRST, BIN, with(concat(der, (byte) 0))),
        trust("signature-of-zeros", FIRST, BIN, with(new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0})),
        trust(
            "one-of-two-signatures-wrong",
            "signature of 204-v2",
            BIN_OF_TWO,
            signature(TestKey.FIRST, BIN_OF_TWO),
            signature(TestKey.SECOND, BIN)),
        trust("unknown-signing-key", "signing keys", third, signature(TestKey.THIRD, third)));
  }

  private static TEKSignature.Builder forged() {
    return signature(TestKey.SECOND, BIN).setSignatureInfo(info(TestKey.FIRST));
  }

  private static TEKSignature.Builder with(byte[] signature) {
    return signature(TestKey.FIRST, BIN).setSignature(ByteString.copyFrom(signature));
  }

  private static Defect entry(String name, String what, byte[] exportSig) {
    return Defect.ofEntry(name, what, "export.sig", Zips.export(BIN, exportSig));
  }

  private static Defect zip(String name, String what, byte[] exportBin, byte[] exportSig) {
    return Defect.ofZip(name, what, Zips.export(exportBin, exportSig));
  }

  private static Defect trust(
      String name, String what, byte[] exportBin, TEKSignature.Builder... signatures) {
    return Defect.ofTrust(name, what, Zips.export(exportBin, sig(signatures)));
  }
}
