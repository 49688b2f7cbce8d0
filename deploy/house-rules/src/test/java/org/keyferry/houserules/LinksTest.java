package org.keyferry.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between pages lead somewhere, and to every page. */
class LinksTest {
  private static final Path README = Path.of("README.md");

  /** A link within the repository, without the part behind #. */
  private static final Pattern LINK =
      Pattern.compile("]\\((?!https?:|mailto:)([^)#]+)(?:#[^)]*)?\\)");

  @Test
  void everyLinkLeadsToAFile() {
    var dead =
        pages()
            .flatMap(page ->
                linked(page)
                    .filter(target -> !Files.exists(SourceTree.ROOT.resolve(target)))
                    .map(target -> page + " -> " + target))
            .toList();

    assertThat(dead).isEmpty();
  }

  @Test
  void everyPageOfTheDocumentsIsTwoClicksFromTheReadme() {
    Set<Path> seen = new HashSet<>(Set.of(README));
    for (int click = 0; click < 2; click++) {
      List.copyOf(seen).stream()
          .filter(LinksTest::isPage)
          .flatMap(LinksTest::linked)
          .forEach(seen::add);
    }

    var documents = pages().filter(page -> Path.of("docs").equals(page.getParent())).toList();
    assertThat(documents).isNotEmpty();
    assertThat(documents).filteredOn(page -> !seen.contains(page)).isEmpty();
  }

  private static Stream<Path> pages() {
    return SourceTree.files().stream().filter(LinksTest::isPage);
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md");
  }

  /** What a page links to, as paths relative to the root. */
  private static Stream<Path> linked(Path page) {
    return LINK.matcher(SourceTree.read(page))
        .results()
        .map(link -> page.resolveSibling(link.group(1)).normalize());
  }
}
