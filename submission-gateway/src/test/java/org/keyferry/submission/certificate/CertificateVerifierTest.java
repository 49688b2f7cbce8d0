package org.keyferry.submission.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.submission.DraftKey;
import org.keyferry.submission.TestAuthority;

class CertificateVerifierTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final byte[] SECRET = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  private static final String SECRET_TEXT = Base64.getEncoder().encodeToString(SECRET);

  private final CertificateVerifier verifier = new CertificateVerifier();
  private final TestAuthority signer = new TestAuthority();
  private final List<DraftKey> keys =
      IntStream.range(1, 4).mapToObj(day -> DraftKey.ofDay(NOW, day)).toList();
  private HealthAuthority authority;
  @TempDir private Path directory;

  @BeforeEach
  void readAuthority() {
    authority = authority(null, null);
  }

  private HealthAuthority authority(Instant from, Instant thru) {
    var key =
        new IssuerKeySettings(TestAuthority.KEY_ID, signer.writePublicKey(directory), from, thru);
    var settings =
        new HealthAuthoritySettings(
            TestAuthority.ID,
            TestAuthority.ISSUER,
            TestAuthority.AUDIENCE,
            List.of(key),
            null,
            null);
    return HealthAuthorities.of(List.of(settings)).find(TestAuthority.ID).orElseThrow();
  }

  private String certificate(Consumer<JWTClaimsSet.Builder> change) {
    return certificate(TestAuthority.header(), change);
  }

  private String certificate(JWSHeader header, Consumer<JWTClaimsSet.Builder> change) {
    var claims = TestAuthority.claims(keys, SECRET, NOW);
    change.accept(claims);
    return signer.sign(header, claims.build());
  }

  private CertificateClaims verify(String token) throws InvalidCertificate {
    return verify(token, SECRET_TEXT);
  }

  private CertificateClaims verify(String token, String secret) throws InvalidCertificate {
    var certified =
        keys.stream()
            .map(key -> new CertifiedKey(key.text(), key.start(), key.period(), key.risk()))
            .toList();
    return verifier.verify(authority, token, certified, secret, NOW);
  }

  private void assertRefused(String token, String part) {
    assertThatThrownBy(() -> verify(token))
        .isInstanceOf(InvalidCertificate.class)
        .hasMessageStartingWith(part + " in the verification certificate: expected");
  }

  @Test
  void rightCertificateSaysItsReportType() throws Exception {
    assertThat(verify(certificate(unchanged -> {})))
        .isEqualTo(new CertificateClaims(CertifiedReport.CONFIRMED, OptionalLong.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "confirmed,CONFIRMED",
    "likely,LIKELY",
    "user-report,USER_REPORT",
    "negative,NEGATIVE"
  })
  void everyReportTypeIsKnown(String claim, CertifiedReport expected) throws Exception {
    assertThat(verify(certificate(claims -> claims.claim("reportType", claim))).report())
        .isEqualTo(expected);
  }

  @Test
  void symptomOnsetIsTaken() throws Exception {
    var claims = verify(certificate(c -> c.claim("symptomOnsetInterval", 4_294_967_295L)));

    assertThat(claims.symptomOnsetInterval()).hasValue(4_294_967_295L);
  }

  @Test
  void textThatIsNoTokenIsRefused() {
    assertRefused("", "form");
    assertRefused("a.b.c", "form");
    assertRefused("not a token", "form");
  }

  @Test
  void unsignedTokenIsRefused() {
    assertRefused(
        new PlainJWT(TestAuthority.claims(keys, SECRET, NOW).build()).serialize(), "form");
  }

  @Test
  void tokenWithASharedSecretIsRefused() throws JOSEException {
    var jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(TestAuthority.KEY_ID).build(),
            TestAuthority.claims(keys, SECRET, NOW).build());
    jwt.sign(new MACSigner(new byte[32]));

    assertRefused(jwt.serialize(), "alg");
  }

  @Test
  void unknownOrMissingKeyIdIsRefused() {
    assertRefused(
        certificate(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("v2").build(), unchanged -> {}),
        "kid");
    assertRefused(
        certificate(new JWSHeader.Builder(JWSAlgorithm.ES256).build(), unchanged -> {}), "kid");
  }

  @Test
  void keyIsAcceptedFromItsFirstInstantToItsLast() throws Exception {
    authority = authority(NOW, NOW.plusNanos(1));

    assertThat(verify(certificate(unchanged -> {})).report()).isEqualTo(CertifiedReport.CONFIRMED);
  }

  @Test
  void keyThatIsNotYetOrNoLongerValidIsRefused() {
    authority = authority(NOW.plusNanos(1), null);
    assertRefused(certificate(unchanged -> {}), "kid");

    authority = authority(null, NOW);
    assertRefused(certificate(unchanged -> {}), "kid");
  }

  @Test
  void signatureOfAnotherKeyIsRefused() {
    String other =
        new TestAuthority()
            .sign(TestAuthority.header(), TestAuthority.claims(keys, SECRET, NOW).build());

    assertRefused(other, "signature");
  }

  @Test
  void changedPayloadIsRefused() {
    String[] right = certificate(unchanged -> {}).split("\\.");
    String[] other = certificate(c -> c.claim("reportType", "negative")).split("\\.");

    assertRefused(right[0] + "." + other[1] + "." + right[2], "signature");
  }

  @Test
  void headerThatDemandsMoreIsRefused() {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID(TestAuthority.KEY_ID)
            .criticalParams(Set.of("exp"))
            .customParam("exp", 1)
            .build();

    assertRefused(certificate(header, unchanged -> {}), "crit");
  }

  @Test
  void otherOrMissingIssuerIsRefused() {
    assertRefused(certificate(claims -> claims.issuer("other")), "iss");
    assertRefused(certificate(claims -> claims.issuer(null)), "iss");
  }

  @Test
  void otherMissingOrFurtherAudienceIsRefused() {
    assertRefused(certificate(claims -> claims.audience("other")), "aud");
    assertRefused(certificate(claims -> claims.audience((String) null)), "aud");
    assertRefused(
        certificate(claims -> claims.audience(List.of(TestAuthority.AUDIENCE, "other"))), "aud");
  }

  @Test
  void certificateFromTheFutureIsRefusedWithoutLeeway() {
    assertRefused(certificate(c -> c.issueTime(Date.from(NOW.plusSeconds(1)))), "iat");
    assertRefused(certificate(c -> c.notBeforeTime(Date.from(NOW.plusSeconds(1)))), "nbf");
  }

  @Test
  void certificateOfThisInstantIsAccepted() throws Exception {
    String token = certificate(c -> c.issueTime(Date.from(NOW)).notBeforeTime(Date.from(NOW)));

    assertThat(verify(token).report()).isEqualTo(CertifiedReport.CONFIRMED);
  }

  @Test
  void expiredOrEndlessCertificateIsRefused() {
    assertRefused(certificate(c -> c.expirationTime(Date.from(NOW))), "exp");
    assertRefused(certificate(c -> c.expirationTime(null)), "exp");
  }

  @Test
  void unknownOrMissingReportTypeIsRefused() {
    assertRefused(certificate(c -> c.claim("reportType", "recursive")), "reportType");
    assertRefused(certificate(c -> c.claim("reportType", null)), "reportType");
    assertRefused(certificate(c -> c.claim("reportType", 1)), "claims");
  }

  @Test
  void onsetOutsideItsRangeIsRefused() {
    assertRefused(certificate(c -> c.claim("symptomOnsetInterval", -1)), "symptomOnsetInterval");
    assertRefused(
        certificate(c -> c.claim("symptomOnsetInterval", 4_294_967_296L)), "symptomOnsetInterval");
    assertRefused(certificate(c -> c.claim("symptomOnsetInterval", "1")), "claims");
  }

  @Test
  void macOfOtherKeysIsRefused() {
    assertRefused(
        certificate(c -> c.claim("tekmac", TestAuthority.mac(keys.subList(0, 2), SECRET))),
        "tekmac");
    assertRefused(certificate(c -> c.claim("tekmac", null)), "tekmac");
    assertRefused(certificate(c -> c.claim("tekmac", "!")), "tekmac");
  }

  @Test
  void otherSecretIsRefused() {
    String token = certificate(unchanged -> {});

    assertThatThrownBy(() -> verify(token, "AAAA")).isInstanceOf(InvalidCertificate.class);
    assertThatThrownBy(() -> verify(token, "")).isInstanceOf(InvalidCertificate.class);
    assertThatThrownBy(() -> verify(token, "!"))
        .isInstanceOf(InvalidCertificate.class)
        .hasMessageStartingWith("hmacKey");
  }

  @Test
  void refusalShowsNothingOfTheToken() {
    String token = certificate(claims -> claims.issuer("other-issuer-in-token"));

    assertThatThrownBy(() -> verify(token))
        .message()
        .doesNotContain("other-issuer-in-token", token.split("\\.")[1], token.split("\\.")[2]);
  }
}
