package org.keyferry.exporter.stamp;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.settings.InvalidSetting;

/**
 * An authority inside the process, for one machine. It proves to nobody that an operator didn't set
 * the clock back; it lets everything that follows be tried.
 */
final class LocalAuthority implements TimeStampAuthority {
  /** Its policy: none but that it is this one. Below 2.25, where a UUID names itself. */
  private static final ASN1ObjectIdentifier POLICY =
      new ASN1ObjectIdentifier("2.25.231817240518290476611286911733150487719");

  private static final SigningKeyId NAME = new SigningKeyId("time_stamps", "v1");
  private static final int SERIAL_BITS = 127;
  private static final Set<String> ALGORITHMS = Set.of(TSPAlgorithms.SHA256.getId());

  private final X509Certificate certificate;
  private final KeySigner key;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  private LocalAuthority(X509Certificate certificate, KeySigner key, InstantSource clock) {
    this.certificate = certificate;
    this.key = key;
    this.clock = clock;
  }

  /**
   * The one of the files.
   *
   * @throws InvalidSetting if they hold no certificate for time stamps, or not its private key
   */
  static LocalAuthority open(Path certificateFile, Path keyFile, InstantSource clock) {
    String setting = "keyferry.time-stamps.local-certificate";
    X509Certificate certificate = PemCertificates.read(setting, certificateFile).getFirst();
    try {
      var key = PemSigner.read(NAME, keyFile);
      InvalidSetting.unless(
          key.publicKey().equals(certificate.getPublicKey()),
          "keyferry.time-stamps.local-private-key",
          "the private key to " + certificateFile,
          "another one, in " + keyFile);
      var authority = new LocalAuthority(certificate, key, clock);
      authority.generator();
      return authority;
    } catch (TSPException | IOException | IllegalArgumentException e) {
      throw e instanceof InvalidSetting refused ? refused : unusable(setting, certificateFile, e);
    }
  }

  private static InvalidSetting unusable(String setting, Path certificateFile, Exception cause) {
    return new InvalidSetting(
        new Problem(
            setting,
            certificateFile.toString(),
            "a certificate whose one extended key usage is timeStamping, critical, and its key",
            cause.getMessage()));
  }

  @Override
  public byte[] answer(byte[] query) throws IOException {
    try {
      return new TimeStampResponseGenerator(generator(), ALGORITHMS)
          .generateGrantedResponse(
              new TimeStampRequest(query),
              new BigInteger(SERIAL_BITS, random),
              Date.from(clock.instant()))
          .getEncoded();
    } catch (TSPException e) {
      throw new IOException("the local time-stamp authority failed: " + e.getMessage(), e);
    }
  }

  /** A new one each time: the library's are for one thread. */
  private TimeStampTokenGenerator generator() throws TSPException, IOException {
    try {
      var digests = new JcaDigestCalculatorProviderBuilder().build();
      var signer =
          new SignerInfoGeneratorBuilder(digests)
              .build(new KeyContentSigner(key), new JcaX509CertificateHolder(certificate));
      var sha256 = digests.get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));
      var tokens = new TimeStampTokenGenerator(signer, sha256, POLICY);
      tokens.addCertificates(new JcaCertStore(List.of(certificate)));
      return tokens;
    } catch (OperatorCreationException | CertificateEncodingException e) {
      throw new IOException("the local time-stamp authority can't sign: " + e.getMessage(), e);
    }
  }
}
