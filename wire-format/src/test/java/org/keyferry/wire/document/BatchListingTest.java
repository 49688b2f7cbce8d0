package org.keyferry.wire.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.Region;

class BatchListingTest {
  private static final Duration TWO_HOURS = Duration.ofHours(2);

  private static BatchListing whole() {
    BatchListing plain = SampleListing.of(3, TWO_HOURS);
    ListedBatch second = plain.batches().get(1);
    var corrected =
        new ListedBatch(
            second.id().corrected(),
            9,
            second.window(),
            second.count(),
            second.data(),
            Optional.empty(),
            0,
            Optional.of(second.id()),
            List.of());
    ListedBatch third = plain.batches().get(2);
    var withdrawn =
        new ListedBatch(
            third.id(),
            third.sequence(),
            third.window(),
            0,
            Optional.empty(),
            Optional.empty(),
            0,
            Optional.empty(),
            List.of(third.id()));
    var aggregates = new TreeMap<String, ListedAggregate>();
    var all = new BatchWindow(third.window().start(), SampleListing.END);
    aggregates.put(
        "24h",
        new ListedAggregate(
            all,
            77,
            new ListedObject("exposed/data/24h-abc", SampleListing.hash("24h"), 9),
            List.of()));
    aggregates.put(
        "all",
        new ListedAggregate(
            all,
            77,
            new ListedObject("exposed/data/all-abc", SampleListing.hash("all"), 9),
            List.of(plain.batches().getFirst().id(), corrected.id())));
    return new BatchListing(
        plain.region(),
        plain.feed(),
        plain.head(),
        plain.polling(),
        Optional.empty(),
        List.of(plain.batches().getFirst(), corrected, withdrawn),
        aggregates,
        List.of(
            new RevokedBatch(second.id(), Optional.of(SampleListing.hash(2)), SampleListing.END),
            new RevokedBatch(third.id(), Optional.empty(), SampleListing.END)));
  }

  @Test
  void whatIsWrittenIsRead() throws MalformedDocument {
    assertThat(BatchListing.parse(whole().render(), "test")).isEqualTo(whole());
  }

  @Test
  void theSameListIsTheSameBytes() throws MalformedDocument {
    assertThat(BatchListing.parse(whole().render(), "test").render()).isEqualTo(whole().render());
  }

  @Test
  void documentOfADayNamesTheNext() throws MalformedDocument {
    BatchListing list = SampleListing.of(3, TWO_HOURS);
    var day = new ListedDay(LocalDate.of(2026, 11, 25), Optional.of(LocalDate.of(2026, 11, 26)));
    var listing =
        new BatchListing(
            new Region("NL"),
            "NL",
            list.head(),
            list.polling(),
            Optional.of(day),
            list.batches(),
            new TreeMap<>(),
            List.of());

    assertThat(BatchListing.parse(listing.render(), "test")).isEqualTo(listing);
    assertThat(listing.type()).isEqualTo(DocumentType.BATCH_DAY);
    assertThat(text(listing)).contains("\"day\":\"2026-11-25\",\"next\":\"2026-11-26\"");
  }

  @Test
  @Tag("D26")
  @Tag("D37")
  void membersAreNamedAsImplementersExpect() {
    assertThat(text(SampleListing.of(1, TWO_HOURS)))
        .isEqualTo(
            """
            {"version":1,"region":"NL","feed":"NL","sequence":812,\
            "previous":"%s","issued_at":"2026-11-25T10:00:05Z","expires_at":"2026-11-26T10:00:05Z",\
            "next_poll_seconds":7200,"poll_jitter_seconds":600,"exposed_key_bits":0,\
            "batches":[{"id":"202611251000","seq":1,\
            "time_stamp_from":"2026-11-25T08:00:00Z","time_stamp_to":"2026-11-25T10:00:00Z",\
            "count":1234,"hash":"%s","bytes":34648,"uri_data":"exposed/data/202611251000",\
            "uri_filter":"exposed/filter/202611251000","filter_hash":"%s","filter_bytes":812345}],\
            "aggregates":{},"revoked":[]}\
            """
                .formatted(
                    SampleListing.hash("811"),
                    SampleListing.hash(1),
                    SampleListing.hash("f1").start()));
  }

  @Test
  @Tag("D33")
  void fourteenDaysOfHoursWithFiltersFitTheBudget() throws IOException {
    byte[] json = SampleListing.varied(336, Duration.ofHours(1), true).render();

    assertThat(json.length).isLessThanOrEqualTo(120_000);
    assertThat(gzipped(json)).isLessThanOrEqualTo(30_000);
  }

  @Test
  @Tag("D33")
  void fourteenDaysOfHoursWithoutFiltersAreAThirdSmaller() throws IOException {
    byte[] json = SampleListing.varied(336, Duration.ofHours(1), false).render();

    assertThat(json.length).isLessThanOrEqualTo(80_000);
    assertThat(gzipped(json)).isLessThanOrEqualTo(21_000);
  }

  @Test
  void listOfAnEarlierBuildWithAllOfTheHashOfAFilterIsReadAsOneWithItsBeginning()
      throws MalformedDocument {
    BatchListing listing = SampleListing.of(1, TWO_HOURS);
    ContentHash whole = SampleListing.hash("f1");
    String earlier = text(listing).replace(whole.start().text(), whole.text());

    assertThat(earlier).contains(whole.text());
    assertThat(BatchListing.parse(earlier.getBytes(UTF_8), "test")).isEqualTo(listing);
  }

  @Test
  void filterWhoseHashIsTooShortOrOtherwiseNoneIsRefused() {
    String start = SampleListing.hash("f1").start().text();
    for (String other : List.of("", start.substring(1), start + "A", "+" + start.substring(1))) {
      String json = text(SampleListing.of(1, TWO_HOURS)).replace(start, other);

      assertThatThrownBy(() -> BatchListing.parse(json.getBytes(UTF_8), "test"))
          .as(other)
          .isInstanceOf(MalformedDocument.class)
          .hasMessageContaining("filter_hash");
    }
  }

  /** What phones fetch: the letters of the JSON are coded once more, and compress less well. */
  @Test
  @Tag("D33")
  void signedListOfFourteenDaysOfHoursIsAQuarterLonger() throws IOException {
    byte[] payload = SampleListing.varied(336, Duration.ofHours(1), true).render();
    byte[] jws = Base64.getUrlEncoder().withoutPadding().encode(payload);

    assertThat(jws.length).isLessThanOrEqualTo(153_000);
    assertThat(gzipped(jws)).isLessThanOrEqualTo(38_000);
  }

  @Test
  void membersOfLaterVersionsArePassedOver() throws MalformedDocument {
    BatchListing listing = SampleListing.of(2, TWO_HOURS);
    String more =
        text(listing)
            .replace("\"seq\":", "\"later\":{\"a\":[1]},\"seq\":")
            .replace("\"revoked\":", "\"other\":null,\"revoked\":");

    assertThat(BatchListing.parse(more.getBytes(UTF_8), "test")).isEqualTo(listing);
  }

  @Test
  @Tag("D32")
  void gapsAndOverlapsAreRefused() {
    ListedBatch newest = SampleListing.of(1, TWO_HOURS).batches().getFirst();
    BatchWindow window = newest.window();
    for (long off : new long[] {-1, 1, 3600}) {
      var other =
          new BatchWindow(window.start().minusSeconds(7200), window.start().minusSeconds(off));

      assertThatThrownBy(() -> SampleListing.of(List.of(newest, SampleListing.batch(1, other))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("where the next newer window begins");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\":1|\"version\":2|version",
        "\"sequence\":812|\"sequence\":0|sequence",
        "\"sequence\":812|\"sequence\":\"812\"|sequence",
        "\"sequence\":812|\"other\":812|sequence",
        "\"previous\":\"|\"previous\":\"=|previous",
        "\"issued_at\":\"2026-11-25T10:00:05Z\"|\"issued_at\":\"2026-11-25T10:00:05.5Z\"|issued_at",
        "\"issued_at\":\"2026-11-25T10:00:05Z\"|\"issued_at\":\"2026-11-27T10:00:05Z\"|expires_at",
        "\"next_poll_seconds\":7200|\"next_poll_seconds\":0|next_poll_seconds",
        "\"id\":\"202611251000\"|\"id\":\"202611251001\"|the end of window",
        "\"id\":\"202611251000\"|\"id\":\"2026112510\"|batch id",
        "\"count\":1234|\"count\":0|uri_data",
        "\"count\":1234|\"count\":-1|count",
        "\"uri_data\":\"|\"uri_data\":\"//elsewhere/|uri",
        "\"uri_data\":\"|\"uri_data\":\"https://elsewhere/|uri",
        "\"uri_data\":\"exposed|\"uri_data\":\"..|uri",
        "\"exposed_key_bits\":0|\"exposed_key_bits\":4|exposed_key_bits",
        "\"count\":1234|\"exposed_key_bits\":4,\"count\":1234|exposed_key_bits",
        "2026-11-25T08:00:00Z|2026-11-25T10:00:00Z|start before end",
        "\"region\":\"NL\"|\"region\":\"nl\"|region",
        "\"batches\":[|\"batches\":[1,|JSON",
        "\"feed\":\"NL\"|\"feed\":\"NL\",\"feed\":\"NL\"|JSON",
        "\"revoked\":[]|\"revoked\":{}|revoked",
        "\"revoked\":[]}|\"revoked\":[]|JSON",
      })
  void defectIsToldByItsPlace(String right, String wrong, String told) {
    String text = text(SampleListing.of(1, TWO_HOURS));
    String broken = text.replaceFirst(Pattern.quote(right), wrong);

    assertThat(broken).isNotEqualTo(text);
    assertThatThrownBy(() -> BatchListing.parse(broken.getBytes(UTF_8), "the list of NL"))
        .isInstanceOf(MalformedDocument.class)
        .hasMessageContaining(told)
        .hasMessageContaining("the list of NL");
  }

  private static String text(BatchListing listing) {
    return new String(listing.render(), UTF_8);
  }

  /** As the origin compresses documents. */
  private static int gzipped(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
            def.setStrategy(Deflater.FILTERED);
          }
        }) {
      gzip.write(bytes);
    }
    return out.size();
  }
}
