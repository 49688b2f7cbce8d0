package org.keyferry.wire.efgs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.wire.efgs.EfgsSamples.KEYS;

import com.google.protobuf.ByteString;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.ReportType;

class EfgsMappingTest {
  private static final BatchKey BATCH_KEY =
      BatchKey.newBuilder()
          .setKeyData(ByteString.copyFrom(new byte[16]))
          .setRollingStartIntervalNumber(2_647_000)
          .setRollingPeriod(144)
          .setReportType(ReportType.CONFIRMED_CLINICAL_DIAGNOSIS)
          .build();

  @Test
  void fieldsOfAKeyAreThoseOfTheEvent() {
    var event = EfgsMapping.toEvent(KEYS.get(1), "efgs", List.of("be"));
    assertThat(event.getTemporaryExposureKey().getKeyData()).isEqualTo(KEYS.get(1).keyData());
    assertThat(event.getTemporaryExposureKey().getRollingStartIntervalNumber())
        .isEqualTo(2_647_144);
    assertThat(event.getTemporaryExposureKey().getRollingPeriod()).isEqualTo(144);
    assertThat(event.getMetadata().getTransmissionRisk()).isEqualTo(8);
    assertThat(event.getMetadata().getReportType())
        .isEqualTo(ReportType.CONFIRMED_CLINICAL_DIAGNOSIS);
    assertThat(event.getMetadata().getDaysSinceOnset()).isEqualTo(-14);
    assertThat(event.getOrigin()).isEqualTo("NL");
    assertThat(event.getPeer()).isEqualTo("efgs");
    assertThat(event.getViaList()).containsExactly("be");
  }

  @Test
  void riskThatIsNotProvidedIsNone() {
    var event = EfgsMapping.toEvent(KEYS.get(0), "efgs", List.of());
    assertThat(event.getMetadata().getTransmissionRisk()).isZero();
  }

  @Test
  void onsetThatIsUnknownIsAbsent() {
    var event = EfgsMapping.toEvent(KEYS.get(2), "efgs", List.of());
    assertThat(event.getMetadata().hasDaysSinceOnset()).isFalse();
  }

  @Test
  void visitedCountriesAreTheRegionsOfInterest() {
    var event = EfgsMapping.toEvent(KEYS.get(3), "efgs", List.of());
    assertThat(event.getRegionsOfInterest().getRegionsList()).containsExactly("AT", "BE", "BG");
  }

  @Test
  void noVisitedCountryMeansTheWholeCluster() {
    assertThat(EfgsMapping.toEvent(KEYS.get(1), "efgs", List.of()).hasRegionsOfInterest())
        .isFalse();
  }

  @Test
  void keyOfABatchStatesWhatTheBatchStates() {
    EfgsKey key = EfgsMapping.fromBatch(BATCH_KEY, "NL", List.of("BE", "DE"));
    assertThat(key.origin()).isEqualTo("NL");
    assertThat(key.visitedCountries()).containsExactly("BE", "DE");
    assertThat(key.risk()).isEqualTo(EfgsKey.NO_RISK);
    assertThat(key.onset()).isEqualTo(4000);
    assertThat(key.reportType()).isEqualTo(2);
  }

  @Test
  void keyThatKeepsItsOriginStatesIt() {
    BatchKey kept = BATCH_KEY.toBuilder().setOrigin("FR").setDaysSinceOnset(3).build();
    EfgsKey key = EfgsMapping.fromBatch(kept, "NL", List.of());
    assertThat(key.origin()).isEqualTo("FR");
    assertThat(key.onset()).isEqualTo(3);
  }
}
