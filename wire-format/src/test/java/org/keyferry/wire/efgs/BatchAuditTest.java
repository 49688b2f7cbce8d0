package org.keyferry.wire.efgs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.wire.efgs.EfgsSamples.NOW;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.Problem;
import org.keyferry.wire.efgs.AuditedRun.Verdict;

class BatchAuditTest {
  private static final BatchAudit AUDIT = new BatchAudit(_ -> true);
  private static EfgsSigner nl;
  private static EfgsSigner be;

  @BeforeAll
  static void makeSigners() throws Exception {
    nl = EfgsSamples.newSigner("NL");
    be = EfgsSamples.newSigner("BE");
  }

  @Test
  @Tag("SP4")
  void runsOfUploadsOneAfterTheOtherAreVerified() throws Exception {
    var first = keys("NL", 0, 5);
    var second = keys("NL", 5, 8);
    var third = keys("BE", 8, 10);
    var runs =
        AUDIT.verify(
            joined(List.of(first, second, third)),
            List.of(entry(nl, first), entry(nl, second), entry(be, third)),
            NOW);
    assertThat(runs).extracting(AuditedRun::verdict).containsOnly(Verdict.VERIFIED);
    assertThat(runs).extracting(AuditedRun::keys).containsExactly(first, second, third);
  }

  @Test
  void entriesOfTheReaderAreSkipped() throws Exception {
    var own = keys("DE", 0, 4);
    var others = keys("NL", 4, 6);
    var de = EfgsSamples.newSigner("DE");
    assertThat(AUDIT.verify(others, List.of(entry(de, own), entry(nl, others)), NOW))
        .extracting(AuditedRun::verdict)
        .containsExactly(Verdict.VERIFIED);
  }

  @Test
  void uploadsOfTwoCountriesThatAHubMixedAreVerified() throws Exception {
    var ofNl = keys("NL", 0, 3);
    var ofBe = keys("BE", 3, 6);
    var mixed =
        List.of(ofNl.get(0), ofBe.get(0), ofBe.get(1), ofNl.get(1), ofNl.get(2), ofBe.get(2));
    assertThat(AUDIT.verify(mixed, List.of(entry(nl, ofNl), entry(be, ofBe)), NOW))
        .extracting(AuditedRun::verdict)
        .containsOnly(Verdict.VERIFIED);
  }

  @Test
  void uploadsOfOneCountryThatAHubMixedCanNotBeChecked() throws Exception {
    var first = keys("NL", 0, 2);
    var second = keys("NL", 2, 4);
    var mixed = List.of(first.get(0), second.get(0), first.get(1), second.get(1));
    var runs = AUDIT.verify(mixed, List.of(entry(nl, first), entry(nl, second)), NOW);
    assertThat(runs).extracting(AuditedRun::verdict).containsOnly(Verdict.UNCHECKABLE);
    assertThat(runs.stream().flatMap(run -> run.keys().stream())).hasSize(4);
  }

  @Test
  void keysThatTheOnlyUploadOfACountryDoesNotCoverAreWrong() throws Exception {
    var runs = AUDIT.verify(keys("NL", 0, 3), List.of(entry(nl, keys("NL", 1, 4))), NOW);
    assertThat(runs).extracting(AuditedRun::verdict).containsExactly(Verdict.WRONG);
    assertThat(runs.getFirst().problem()).map(Problem::what).hasValue("signature");
  }

  @Test
  void keysWithoutAnyEntryCanNotBeChecked() {
    assertThat(AUDIT.verify(keys("NL", 0, 3), List.of(), NOW))
        .extracting(AuditedRun::verdict)
        .containsExactly(Verdict.UNCHECKABLE);
  }

  @Test
  void anotherAmountThanThereAreKeysCanNotBeChecked() throws Exception {
    var runs = AUDIT.verify(keys("NL", 0, 2), List.of(entry(nl, keys("NL", 0, 3))), NOW);
    assertThat(runs).extracting(AuditedRun::verdict).containsExactly(Verdict.UNCHECKABLE);
    assertThat(runs.getFirst().problem()).map(Problem::what).hasValue("amount");
  }

  @Test
  void signatureOfAnotherCountryIsWrong() throws Exception {
    var keys = keys("NL", 0, 2);
    var forged = new ArrayList<AuditEntry>();
    forged.add(entry("NL", be, keys));
    assertThat(AUDIT.verify(keys, forged, NOW))
        .extracting(AuditedRun::verdict)
        .containsExactly(Verdict.WRONG);
  }

  @Test
  void signerThatTheCountryDidNotNameIsWrong() throws Exception {
    var keys = keys("NL", 0, 2);
    String known = nl.certificate().thumbprint();
    var audit = new BatchAudit(signer -> signer.thumbprint().equals(known));
    var stranger = EfgsSamples.newSigner("NL");
    assertThat(audit.verify(keys, List.of(entry(nl, keys)), NOW))
        .extracting(AuditedRun::verdict)
        .containsExactly(Verdict.VERIFIED);
    assertThat(audit.verify(keys, List.of(entry(stranger, keys)), NOW))
        .extracting(AuditedRun::verdict)
        .containsExactly(Verdict.WRONG);
  }

  @Test
  void certificateThatEndedIsWrong() throws Exception {
    var keys = keys("NL", 0, 2);
    var runs = AUDIT.verify(keys, List.of(entry(nl, keys)), Instant.parse("2041-01-01T00:00:00Z"));
    assertThat(runs.getFirst().verdict()).isEqualTo(Verdict.WRONG);
    assertThat(runs.getFirst().problem()).map(Problem::what).hasValue("validity");
  }

  private static AuditEntry entry(EfgsSigner signer, List<EfgsKey> keys) throws Exception {
    return entry(signer.certificate().country(), signer, keys);
  }

  private static AuditEntry entry(String country, EfgsSigner signer, List<EfgsKey> keys)
      throws Exception {
    return new AuditEntry(country, "", "", "", "", "", "", "", keys.size(), signer.sign(keys, NOW));
  }

  private static List<EfgsKey> keys(String country, int from, int thru) {
    return IntStream.range(from, thru).mapToObj(i -> EfgsSamples.key(country, i)).toList();
  }

  private static List<EfgsKey> joined(List<List<EfgsKey>> parts) {
    return parts.stream().flatMap(List::stream).toList();
  }
}
