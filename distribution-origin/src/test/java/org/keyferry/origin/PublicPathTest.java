package org.keyferry.origin;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class PublicPathTest {
  @Property
  void whatIsPublicHasOneSpellingAndStaysUnderThePrefix(@ForAll("almostPublic") String path) {
    PublicPath.of(path, null)
        .ifPresent(found -> {
          assertThat(found.objectName()).isEqualTo("public" + path);
          assertThat(path)
              .matches("/[A-Za-z0-9-]+/[a-z0-9.-]+")
              .doesNotContain("..")
              .satisfiesAnyOf(
                  name -> assertThat(name).endsWith("/index.txt"),
                  name -> assertThat(name).endsWith(".zip"));
        });
  }

  @Property
  void everyNameThatAnExporterCanGiveIsPublic(
      @ForAll("feeds") String feed,
      @ForAll @LongRange(min = 0, max = 999_999_999_999L) long start,
      @ForAll @LongRange(min = 0, max = 999_999_999_999L) long end,
      @ForAll @LongRange(min = 0, max = 99_999) long number) {
    String path = "/%s/%d-%d-%05d.zip".formatted(feed, start, end, number);

    assertThat(PublicPath.of(path, null)).hasValue(new PublicPath(path, PublicPath.Kind.FILE));
  }

  @Property
  void aQueryMakesItNothing(@ForAll String query) {
    assertThat(PublicPath.of("/NL/index.txt", query)).isEmpty();
  }

  @Example
  void aNameThatIsTooLongIsNothing() {
    assertThat(PublicPath.of("/" + "A".repeat(33) + "/index.txt", null)).isEmpty();
  }

  @Provide
  Arbitrary<String> feeds() {
    return Combinators.combine(
            Arbitraries.strings().alpha().numeric().ofLength(1),
            Arbitraries.strings().alpha().numeric().withChars('-').ofMaxLength(31))
        .as(String::concat);
  }

  /** Addresses made of what real ones are made of, in any order and with what attackers add. */
  @Provide
  Arbitrary<String> almostPublic() {
    return Arbitraries.of(
            "/", "NL", "index.txt", "1234560000", "-", "00001", ".zip", "..", ".", "%2e", ";", "\n")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }
}
