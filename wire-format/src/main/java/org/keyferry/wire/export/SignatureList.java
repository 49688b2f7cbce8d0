package org.keyferry.wire.export;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keyferry.wire.export.format.SignatureInfo;
import org.keyferry.wire.export.format.TEKSignatureList;

/** Reads signature infos and {@code export.sig}. */
final class SignatureList {
  /** Longer than any DER signature on P-256, which has 72 bytes at most. */
  private static final int LONGEST_SIGNATURE = 128;

  private final List<SigningKeyId> keyIds = new ArrayList<>();
  private final List<ByteString> signatures = new ArrayList<>();

  private SignatureList() {}

  /** Decodes the whole of {@code export.sig}. */
  static SignatureList parse(byte[] entry) throws IOException {
    var list = new SignatureList();
    for (var signature : TEKSignatureList.parseFrom(entry).getSignaturesList()) {
      int size = signature.getSignature().size();
      Unreadable.unless(
          size > 0 && size <= LONGEST_SIGNATURE, "signature", "1 to 128 bytes", size + " bytes");
      list.keyIds.add(keyId(signature.getSignatureInfo()));
      list.signatures.add(signature.getSignature());
    }
    return list;
  }

  /** Decodes a {@code SignatureInfo} of {@code export.bin}. */
  static SigningKeyId keyId(byte[] info) throws IOException {
    return keyId(SignatureInfo.parseFrom(info));
  }

  private static SigningKeyId keyId(SignatureInfo info) throws Unreadable {
    Unreadable.unless(
        info.getSignatureAlgorithm().equals(ExportFormat.ALGORITHM),
        "signature algorithm",
        ExportFormat.ALGORITHM,
        info.hasSignatureAlgorithm() ? "another" : "none");
    try {
      return new SigningKeyId(info.getVerificationKeyId(), info.getVerificationKeyVersion());
    } catch (IllegalArgumentException e) {
      throw new Unreadable("signature info", "a key id and a version", "another shape, or none");
    }
  }

  /** Joins the signatures with what they sign: one for each info, no key twice. */
  List<StoredSignature> over(ByteString exportSha256, List<SigningKeyId> infos) throws Unreadable {
    Unreadable.unless(!infos.isEmpty(), "signature infos", "one at least", "none");
    Unreadable.unless(
        keyIds.size() == infos.size(),
        "signatures",
        infos.size() + ", as many as signature infos",
        keyIds.size());
    boolean same =
        new HashSet<>(infos).size() == infos.size()
            && new HashSet<>(infos).equals(Set.copyOf(keyIds));
    Unreadable.unless(same, "signatures", "the keys of the signature infos, each once", "others");
    var joined = new ArrayList<StoredSignature>();
    for (int i = 0; i < keyIds.size(); i++) {
      joined.add(new StoredSignature(keyIds.get(i), exportSha256, signatures.get(i)));
    }
    return joined;
  }
}
