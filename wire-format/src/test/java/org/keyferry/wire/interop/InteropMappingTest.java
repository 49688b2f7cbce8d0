package org.keyferry.wire.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.BatchTag;

class InteropMappingTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, CONFIRMED_TEST",
    "1, 0, CONFIRMED_TEST",
    "2, 0, CONFIRMED_TEST",
    "3, 0, SELF_REPORT",
    "3, 1, CONFIRMED_TEST",
    "1, 2, CONFIRMED_CLINICAL_DIAGNOSIS",
    "3, 3, SELF_REPORT",
    "1, 4, RECURSIVE",
    "1, 5, REVOKED",
    "9, 0, REPORT_TYPE_UNSPECIFIED",
    "1, 9, UNRECOGNIZED"
  })
  void reportTypeIsWhatIsStatedOrWhatTheTestSays(int test, int report, ReportType ours) {
    var exposure = InteropFormatTest.exposure(1, 1, 1, 1, List.of(), test, report, 0);
    assertThat(InteropMapping.toEvent(exposure.from("JE"), "gb", List.of()).getMetadata())
        .extracting(metadata -> metadata.getReportType())
        .isEqualTo(ours);
  }

  @ParameterizedTest
  @CsvSource({
    "CONFIRMED_TEST, 1, 1",
    "CONFIRMED_CLINICAL_DIAGNOSIS, 1, 2",
    "SELF_REPORT, 3, 3",
    "REVOKED, 1, 5"
  })
  void testTypeIsWhatTheReportTypeSays(ReportType ours, int test, int report) {
    var key = BatchKey.newBuilder().setReportType(ours).setTransmissionRisk(8).build();
    var exposure = InteropMapping.fromBatch(key, List.of("NL"));
    assertThat(exposure.testType()).isEqualTo(test);
    assertThat(exposure.reportType()).isEqualTo(report);
    assertThat(exposure.risk()).isEqualTo(7);
    assertThat(exposure.regions()).containsExactly("NL");
  }

  @Test
  void originIsTheServersAndRegionsAreNoInterest() {
    var exposure = InteropFormatTest.exposure(1, 1, 1, 1, List.of("GB-EAW"), 1, 1, 99);
    var event = InteropMapping.toEvent(exposure.from("JE"), "gb", List.of("hub"));
    assertThat(event.getOrigin()).isEqualTo("JE");
    assertThat(event.hasRegionsOfInterest()).isFalse();
    assertThat(event.getMetadata().hasDaysSinceOnset()).isFalse();
    assertThat(event.getViaList()).containsExactly("hub");
  }

  @Provide
  Arbitrary<List<InteropExposure>> exposures() {
    Arbitrary<Integer> numbers = Arbitraries.integers();
    return Combinators.combine(
            Arbitraries.bytes().array(byte[].class).ofMaxSize(20),
            numbers,
            numbers,
            numbers,
            Arbitraries.strings().ofMaxLength(5).list().ofMaxSize(3),
            numbers,
            numbers,
            Arbitraries.strings().ofMaxLength(6))
        .as((data, start, period, risk, regions, test, report, origin) ->
            new InteropExposure(
                ByteString.copyFrom(data), start, period, risk, regions, test, report, 0, origin))
        .list()
        .ofMaxSize(5);
  }

  @Property(tries = 200)
  void readersInvertTheWriters(@ForAll("exposures") List<InteropExposure> exposures)
      throws Exception {
    byte[] content = InteropUpload.writeContent(exposures);
    assertThat(InteropUpload.readContent(content, "body", BatchLimits.DEFAULT))
        .isEqualTo(exposures);
    var download = new InteropDownload(new BatchTag("a"), exposures);
    assertThat(InteropDownload.read(download.toByteArray(), "body", BatchLimits.DEFAULT))
        .isEqualTo(download);
  }
}
