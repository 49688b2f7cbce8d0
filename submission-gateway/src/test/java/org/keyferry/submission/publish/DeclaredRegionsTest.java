package org.keyferry.submission.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.submission.certificate.HealthAuthority;
import org.keyferry.submission.certificate.Interest;
import org.keyferry.wire.key.Region;

class DeclaredRegionsTest {
  private static final RegionsOfInterest WHOLE_CLUSTER =
      RegionsOfInterest.newBuilder().setWholeCluster(true).build();

  private final DeclaredRegions regions =
      new DeclaredRegions(
          new Region("NL"), List.of(new Region("DE"), new Region("BE"), new Region("GB-SCT")));

  private RegionsOfInterest of(boolean traveler, Interest interest, String... codes) {
    return of(traveler, interest, Optional.of(Arrays.asList(codes)));
  }

  private RegionsOfInterest of(
      boolean traveler, Interest interest, Optional<List<String>> declared) {
    var request =
        new PublishRequest(
            null, null, null, null, null, 0, traveler, null, null, declared, Optional.empty());
    return regions.of(request, new HealthAuthority("i", "a", Map.of(), interest, false));
  }

  @Test
  void namedRegionsAreKeptOnceAndInOrder() {
    assertThat(of(false, Interest.ALL, "GB-SCT", "DE", "GB-SCT").getRegionsList())
        .containsExactly("DE", "GB-SCT");
  }

  @Test
  void namingTheHomeRegionSaysNothing() {
    assertThat(of(false, Interest.ALL, "NL")).isEqualTo(of(false, Interest.ALL));
  }

  @Test
  void noRegionMeansHomeOnlyWhateverTheAuthoritySays() {
    assertThat(of(false, Interest.ALL)).isEqualTo(RegionsOfInterest.getDefaultInstance());
  }

  @ParameterizedTest
  @CsvSource({"NONE,false", "CLUSTER,true", "ALL,true"})
  void authorityDecidesWhereTheUploadDoesNotSay(Interest interest, boolean wholeCluster) {
    assertThat(of(false, interest, Optional.empty()))
        .isEqualTo(RegionsOfInterest.newBuilder().setWholeCluster(wholeCluster).build());
  }

  @Test
  void keysOfATravellerAreOfInterestToTheWholeCluster() {
    assertThat(of(true, Interest.NONE, Optional.empty())).isEqualTo(WHOLE_CLUSTER);
    assertThat(of(true, Interest.NONE, "DE")).isEqualTo(WHOLE_CLUSTER);
  }

  @ParameterizedTest
  @CsvSource({"FR", "GB", "DE-BE", "de", "''", "NL-NH"})
  void regionThatIsNotListedIsRefusedAndNotShown(String code) {
    assertThatThrownBy(() -> of(true, Interest.NONE, "DE", code))
        .isInstanceOf(UploadRefused.class)
        .hasMessage("regionsOfInterest in the request: expected listed regions, got another");
  }

  @Test
  void nullAmongTheRegionsIsRefused() {
    assertThatThrownBy(() -> of(false, Interest.NONE, "DE", null))
        .isInstanceOf(UploadRefused.class);
  }
}
