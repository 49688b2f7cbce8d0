package org.keyferry.origin.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.keyferry.wire.document.BatchName;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentNames;

class AddressesTest {
  private static final Addresses ADDRESSES = new Addresses(Optional.of("NL"));
  private static final ContentHash HASH = ContentHash.of(new byte[] {1});

  @Property
  void whateverIsNamedLiesBelowThePublicPrefixInPlainLetters(@ForAll("almostPublic") String path) {
    assertThat(objects(ADDRESSES.of(path, null)))
        .allSatisfy(
            name -> assertThat(name).matches("[A-Za-z0-9._/-]+").doesNotContain("..", "//"));
  }

  @Property
  void oneSpellingLeadsToAnObjectOfAFeed(@ForAll("almostPublic") String path) {
    if (path.startsWith("/NL/") && !objects(ADDRESSES.of(path, null)).isEmpty()) {
      for (String other :
          List.of(
              path + "/",
              "/" + path,
              path.replaceFirst("/", "/./"),
              path.replaceFirst("L", "%4C"),
              path + ";a",
              path + "%00")) {
        assertThat(ADDRESSES.of(other, null)).as(other).isInstanceOf(Address.Nowhere.class);
      }
    }
  }

  @Property
  void everyNameThatAnExporterGivesHasAnAddress(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
    var batch = BatchName.of(Instant.ofEpochSecond(second));
    String data = DocumentNames.data("NL", batch);
    String filter = DocumentNames.filter("NL", batch);
    var day = LocalDate.ofEpochDay(second / 86_400);

    for (String base : List.of("", "/NL")) {
      String at = base + "/v1/exposed/";
      assertThat(objects(ADDRESSES.of(at + "data/" + batch, null))).containsExactly(data, filter);
      assertThat(objects(ADDRESSES.of(at + "filter/" + batch, null))).containsExactly(filter);
      assertThat(objects(ADDRESSES.of(at + "data/" + batch + ".tsr", null)))
          .containsExactly(DocumentNames.token(data));
      assertThat(objects(ADDRESSES.of(at + day, null)))
          .containsExactly(DocumentNames.json(DocumentNames.day("NL", day)));
      assertThat(objects(ADDRESSES.of(at + day + ".jws", null)))
          .containsExactly(DocumentNames.jws(DocumentNames.day("NL", day)));
    }
  }

  @Example
  void listsAggregatesChunksAndMetaHaveAddresses() {
    assertThat(objects("/v1/exposed")).containsExactly("NL/v1/exposed/list.json");
    assertThat(objects("/BE/v1/exposed.jws")).containsExactly("BE/v1/exposed/list.jws");
    assertThat(objects("/v1/exposed/data/24h"))
        .containsExactly(DocumentNames.dataAlias("NL", "24h"));
    assertThat(objects("/v1/exposed/filter/latest"))
        .containsExactly(DocumentNames.latestFilter("NL"));
    assertThat(objects("/v1/exposed/data/2w-" + HASH.shortText()))
        .containsExactly(
            DocumentNames.aggregate("NL", "2w", HASH),
            DocumentNames.aggregateList("NL", "2w", HASH));
    assertThat(objects("/v1/keys")).containsExactly(DocumentNames.firstChunk("NL"));
    assertThat(objects("/v1/keys/12")).containsExactly(DocumentNames.chunk("NL", 12));
    assertThat(objects("/NL/index.jws")).containsExactly("NL/index.jws");
    assertThat(objects("/meta/configuration.jws")).containsExactly("meta/configuration.jws");
    assertThat(objects("/meta/authorities/3")).containsExactly("meta/authorities/3.json");
    assertThat(objects("/.well-known/en-authorities")).containsExactly("meta/authorities.json");
  }

  @Example
  void withoutAHomeFeedTheRootHasNoFeed() {
    var addresses = new Addresses(Optional.empty());

    assertThat(addresses.of("/v1/exposed", null)).isInstanceOf(Address.Nowhere.class);
    assertThat(addresses.of("/NL/v1/exposed", null)).isInstanceOf(Address.Index.class);
    assertThat(addresses.of("/NL/v1/exposed", "since=1")).isInstanceOf(Address.Since.class);
  }

  @Property
  void noQueryButSinceIsTaken(@ForAll String query, @ForAll("almostPublic") String path) {
    if (!query.startsWith("since=")) {
      assertThat(ADDRESSES.of(path, query)).isInstanceOf(Address.Nowhere.class);
    }
  }

  @Example
  void whatAnAliasMayNameHasACanonicalAddress() {
    var base = new FeedBase("NL", "");
    String newest = "NL/v1/exposed/data/202611250400";

    assertThat(Addresses.target(base, newest + ".edi")).contains("/v1/exposed/data/202611250400");
    assertThat(Addresses.target(base, DocumentNames.aggregateList("NL", "all", HASH)))
        .contains("/v1/exposed/data/all-" + HASH.shortText());
    assertThat(Addresses.target(base, "NL/1-2-00001.zip")).contains("/NL/1-2-00001.zip");
    for (String other :
        List.of(
            newest,
            newest + ".ccf",
            newest + ".alias",
            newest + ".edi.tsr",
            "BE/v1/exposed/data/202611250400.edi",
            "NL/index.txt",
            "NL/v1/exposed/list.json",
            "../private/x",
            "")) {
      assertThat(Addresses.target(base, other)).as(other).isEmpty();
    }
  }

  @Provide
  Arbitrary<String> almostPublic() {
    return Arbitraries.of(
            "/",
            "/NL",
            "/v1",
            "/exposed",
            "/data",
            "/filter",
            "/202611250400",
            "/latest",
            "/24h",
            "/2026-11-25",
            "/keys",
            "/1",
            "/meta",
            "/configuration",
            "/index.txt",
            ".jws",
            ".tsr",
            "/1234560000-1234567200-00001.zip",
            "..",
            ".",
            "%2e",
            ";",
            "\n",
            "?")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  private static List<String> objects(String path) {
    return objects(ADDRESSES.of(path, null));
  }

  private static List<String> objects(Address address) {
    return switch (address) {
      case Address.Index index -> List.of(index.object());
      case Address.Fixed fixed -> fixed.objects();
      case Address.Batch batch ->
          Stream.concat(batch.data().objects().stream(), batch.filter().objects().stream())
              .toList();
      case Address.Alias alias -> List.of(alias.object());
      case Address.Latest latest -> List.of(latest.data().object(), latest.filter().object());
      case Address.Chunk chunk -> List.of(chunk.alias().object());
      case Address.Since since -> Arrays.asList(since.base().feed());
      case Address.Page _, Address.Description _, Address.Nowhere _ -> List.of();
    };
  }
}
