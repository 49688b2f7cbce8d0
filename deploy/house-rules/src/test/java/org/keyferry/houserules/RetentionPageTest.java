package org.keyferry.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.keyferry.exporter.settings.ExporterSettings;
import org.keyferry.federation.gateway.hub.HubSettings;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.retention.KeyStays;
import org.keyferry.wire.retention.LongestStay;
import org.keyferry.wire.retention.ReleaseTerms;

/**
 * The table of sums on the page about deletion is what the code adds up with the defaults. {@code
 * -Dgenerate=write} writes it instead of comparing.
 */
class RetentionPageTest {
  private static final Path PAGE = Path.of("docs/retention.md");
  private static final String HEAD = "| place | at most | which is |\n|---|---|---|\n";

  @Test
  void tableShowsTheSumOfEveryPlace() {
    String page = SourceTree.read(PAGE);
    int start = page.indexOf(HEAD);
    assertThat(start).as("%s has the head of the table", PAGE).isNotNegative();
    int end = page.indexOf("\n\n", start) + 1;
    String generated = page.substring(0, start) + HEAD + rows() + page.substring(end);

    if ("write".equals(System.getProperty("generate"))) {
      SourceTree.write(PAGE, generated);
    }
    assertThat(SourceTree.read(PAGE)).isEqualTo(generated);
  }

  private static String rows() {
    var feed = new Feed(null, null, new Region("NL"), null, null, null, null, null, null);
    var terms = ReleaseTerms.of(new FeedPlan(null, List.of(feed)), Duration.ofHours(2));
    var stays = new ArrayList<>(KeyStays.inProcessor(terms, new AdmissionLimits(null, null, null)));
    stays.add(
        new ExporterSettings(null, null, null, null, null, null, null, null, null, null, null)
            .stayInFiles());
    stays.add(
        new HubSettings(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null)
            .stayInUploads());
    return stays.stream().map(RetentionPageTest::row).collect(Collectors.joining());
  }

  private static String row(LongestStay stay) {
    return "| "
        + stay.place()
        + " | "
        + LongestStay.text(stay.sum())
        + " | "
        + stay.parts().stream().map(LongestStay.Part::toString).collect(Collectors.joining(" + "))
        + " |\n";
  }
}
