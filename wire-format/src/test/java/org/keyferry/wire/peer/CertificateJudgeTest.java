package org.keyferry.wire.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.keyferry.wire.peer.SamplePeers.NOW;
import static org.keyferry.wire.peer.SamplePeers.READING;
import static org.keyferry.wire.peer.SamplePeers.at;
import static org.keyferry.wire.peer.SamplePeers.base64;
import static org.keyferry.wire.peer.SamplePeers.bytes;
import static org.keyferry.wire.peer.SamplePeers.tree;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class CertificateJudgeTest {
  private static final TestAuthority ROOT = SamplePeers.ROOT;
  private static final TestAuthority EU = ROOT.authority("EU", 1, "eu.example");
  private static final TestAuthority AF = ROOT.authority("AF", 1, "af.example");
  private static final TestAuthority BE = EU.region("be.eu.example");
  private static final PeerId BE_ID = new PeerId("be.example");

  private final ObjectNode document = tree();

  @Tag("V18")
  @Test
  void pinnedCertificateIsItsPeers() throws CertificateRefused {
    TestAuthority own = TestAuthority.root("own").region("whatever.example");
    pin(own);

    assertThat(judge(own).id()).isEqualTo(BE_ID);
  }

  @Tag("SP5")
  @Test
  void nobodysCertificateIsRefused() {
    assertRefused(CertificateRefusal.UNKNOWN, TestAuthority.root("x").region("x.example"));
    assertRefused(CertificateRefusal.MISSING);
  }

  @Tag("SP5")
  @Test
  void certificateIsTakenWithinItsOwnTimesAlone() {
    var early =
        EU.issue("r")
            .named("be.eu.example")
            .between(NOW.plusSeconds(1), NOW.plusSeconds(9))
            .signedBy(EU);
    var late =
        EU.issue("r")
            .named("be.eu.example")
            .between(NOW.minusSeconds(9), NOW.minusSeconds(1))
            .signedBy(EU);

    assertRefused(CertificateRefusal.NOT_YET_VALID, early, EU);
    assertRefused(CertificateRefusal.EXPIRED, late, EU);
  }

  @Tag("SP5")
  @Test
  void revokedCertificateAndWhatARevokedAuthorityIssuedAreRefused() {
    revoke(BE);
    assertRefused(CertificateRefusal.REVOKED, BE, EU);
    document.putArray("revoked");
    revoke(EU);
    assertRefused(CertificateRefusal.REVOKED, BE, EU);
  }

  @Tag("SP5")
  @Test
  void revokedCertificateIsRefusedAlthoughItIsPinned() {
    TestAuthority own = TestAuthority.root("own").region("whatever.example");
    pin(own);
    revoke(own);

    assertRefused(CertificateRefusal.REVOKED, own);
  }

  @Tag("V46")
  @Test
  void certificateFollowsAnotherByOverlap() throws CertificateRefused {
    TestAuthority old = TestAuthority.root("own").region("old.example");
    TestAuthority next = TestAuthority.root("own").region("next.example");
    Instant end = NOW.plus(Duration.ofDays(7));
    pin(old).put("validThru", end.toString());
    pin(next);

    assertThat(judge(old).id()).isEqualTo(BE_ID);
    assertThat(judge(next).id()).isEqualTo(BE_ID);
    assertThat(judgeAt(end.minusSeconds(1), old).id()).isEqualTo(BE_ID);
    assertThat(refusal(end, old)).isEqualTo(CertificateRefusal.EXPIRED);
    assertThat(judgeAt(end, next).id()).isEqualTo(BE_ID);
  }

  @Tag("V22")
  @Test
  void certificateOfTheClustersTreeIsThatOfThePeerWithItsName() throws CertificateRefused {
    assertThat(judge(BE, EU).id()).isEqualTo(BE_ID);
    assertThat(judge(BE, EU, ROOT).id()).isEqualTo(BE_ID);
    TestAuthority region = EU.authority("Authority of Belgium", 0);
    assertThat(judge(region.region("BE.eu.example"), region, EU).id()).isEqualTo(BE_ID);
  }

  @Tag("V22")
  @Test
  void certificateOfAnotherClusterIsRefused() {
    assertRefused(CertificateRefusal.UNTRUSTED, AF.region("be.eu.example"), AF);
    assertRefused(CertificateRefusal.UNKNOWN, AF.region("be.af.example"), AF);
  }

  @Tag("V22")
  @Test
  void authorityThatIsNotConfinedToItsClusterIsRefused() {
    TestAuthority free = ROOT.authority("free", 1);
    TestAuthority wide = ROOT.authority("wide", 1, "eu.example", "example");
    TestAuthority deep = ROOT.authority("deep", TestAuthority.UNLIMITED, "eu.example");

    for (var authority : List.of(free, wide, deep)) {
      assertRefused(CertificateRefusal.NOT_CONFINED, authority.region("be.eu.example"), authority);
    }
  }

  @Tag("V22")
  @Test
  void pathThatIsTooLongIsRefused() {
    TestAuthority shallow = ROOT.authority("shallow", 0, "eu.example");
    TestAuthority below = shallow.authority("below", 0);

    assertRefused(CertificateRefusal.UNTRUSTED, below.region("be.eu.example"), below, shallow);
  }

  @Tag("V22")
  @Test
  void regionThatActsAsAnAuthorityIsRefused() {
    TestAuthority forged = BE.region("be.eu.example");

    assertRefused(CertificateRefusal.UNTRUSTED, forged, BE, EU);
  }

  @Tag("V22")
  @Test
  void certificateOfTheRootItselfIsRefused() {
    assertRefused(CertificateRefusal.UNTRUSTED, ROOT.region("be.eu.example"));
  }

  @Tag("V22")
  @Test
  void forgedAuthorityOfTheSameNameIsRefused() {
    TestAuthority impostor = TestAuthority.root("who").authority("EU", 1, "eu.example");

    assertRefused(CertificateRefusal.UNTRUSTED, impostor.region("be.eu.example"), impostor);
  }

  @Tag("V06")
  @Test
  void publicRootIsRefusedForAnEnterpriseAndTheOtherWay() throws CertificateRefused {
    TestAuthority works = TestAuthority.root("works");
    TestAuthority sites = works.authority("sites", 1, "works.example");
    enterprise(works);

    assertThat(judge(sites.region("lu.works.example"), sites).id().value()).isEqualTo("works");
    TestAuthority publicForThem = ROOT.authority("public", 1, "works.example");
    assertRefused(
        CertificateRefusal.UNTRUSTED, publicForThem.region("lu.works.example"), publicForThem);
    TestAuthority theirsForUs = works.authority("theirs", 1, "eu.example");
    assertRefused(CertificateRefusal.UNTRUSTED, theirsForUs.region("be.eu.example"), theirsForUs);
  }

  @Test
  void certificateForAnotherUseIsRefused() {
    TestAuthority server =
        EU.issue("r").named("be.eu.example").forUse(KeyPurposeId.id_kp_serverAuth).signedBy(EU);

    assertRefused(CertificateRefusal.OTHER_USE, server, EU);
  }

  @Test
  void peerThatIsNotValidIsRefused() {
    at(document, "/peers/0").put("validThru", NOW.toString());

    assertRefused(CertificateRefusal.PEER_NOT_VALID, BE, EU);
  }

  @Test
  void refusalShowsNoMoreThanTheBeginningOfTheThumbprint() {
    TestAuthority own = TestAuthority.root("x").region("x.example");
    var refused = catchThrowableOfType(CertificateRefused.class, () -> judge(own));
    String thumbprint = Thumbprint.of(own.certificate()).hex();

    assertThat(refused.getMessage())
        .contains(thumbprint.substring(0, 8))
        .doesNotContain(thumbprint.substring(0, 9));
  }

  private ObjectNode pin(TestAuthority certificate) {
    return ((ArrayNode) at(document, "/peers/0/certificates").get("clients"))
        .addObject()
        .put("sha256", Thumbprint.of(certificate.certificate()).hex());
  }

  private void revoke(TestAuthority certificate) {
    ((ArrayNode) document.get("revoked")).add(Thumbprint.of(certificate.certificate()).hex());
  }

  private void enterprise(TestAuthority root) {
    ((ArrayNode) document.get("trustRoots"))
        .addObject()
        .put("name", "works")
        .put("certificate", base64(root.encoded()));
    ((ArrayNode) document.get("clusters"))
        .addObject()
        .put("id", "works")
        .put("kind", "enterprise")
        .put("trustRoot", "works")
        .put("domain", "works.example");
    ObjectNode site = at(document, "/peers/0").deepCopy();
    site.put("id", "works").put("region", "LU").put("cluster", "works").remove("pulls");
    site.putObject("certificates").putArray("names").add("lu.works.example");
    ((ArrayNode) document.get("peers")).add(site);
  }

  private Peer judge(TestAuthority... chain) throws CertificateRefused {
    return judgeAt(NOW, chain);
  }

  private Peer judgeAt(Instant when, TestAuthority... chain) throws CertificateRefused {
    var shown =
        new ShownCertificate(
            Stream.of(chain).map(TestAuthority::certificate).toList(), CertificateUse.CLIENT);
    return new CertificateJudge(READING.federation(bytes(document))).peer(shown, when);
  }

  private CertificateRefusal refusal(Instant when, TestAuthority... chain) {
    return catchThrowableOfType(CertificateRefused.class, () -> judgeAt(when, chain)).reason();
  }

  private void assertRefused(CertificateRefusal reason, TestAuthority... chain) {
    assertThat(refusal(NOW, chain)).isEqualTo(reason);
  }
}
