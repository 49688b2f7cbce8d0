package org.keyferry.wire.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;

/**
 * Writes a file of many keys and verifies it: what a process of its own does with a small heap. It
 * signs without Bouncy Castle, whose signed jar alone would fill the heap when it is opened.
 */
final class SmallHeap {
  private SmallHeap() {}

  public static void main(String[] arguments) throws Exception {
    var path = Path.of(arguments[0]);
    int keys = Integer.parseInt(arguments[1]);
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var pair = generator.generateKeyPair();
    var signer = new PairSigner(new SigningKeyId("204", "v1"), pair);
    try (var out = Files.newOutputStream(path);
        var file = new ExportWriter(List.of(signer)).open(out, SampleKeys.HEADER)) {
      for (int i = 0; i < keys; i++) {
        file.add(SampleKeys.plainKey(i));
      }
      file.finish();
    }
    try (var in = Files.newInputStream(path)) {
      var known = Map.of(signer.keyId(), (ECPublicKey) pair.getPublic());
      var verified = new ExportVerifier(known).verifyOwn(in, path.toString(), SampleKeys.HEADER);
      System.out.println("verified " + verified.contents().keys());
    }
  }

  private record PairSigner(SigningKeyId keyId, KeyPair pair) implements ExportSigner {
    @Override
    public byte[] sign(byte[] sha256) throws IOException {
      try {
        var ecdsa = Signature.getInstance("NONEwithECDSA");
        ecdsa.initSign(pair.getPrivate());
        ecdsa.update(sha256);
        return ecdsa.sign();
      } catch (GeneralSecurityException e) {
        throw new IOException(e);
      }
    }
  }
}
