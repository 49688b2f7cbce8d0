package org.keyferry.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What all apps together answer, route by route, so that none is added unseen that would tell a
 * match: risk is computed on phones alone.
 */
@Tag("V04")
class RouteInventoryTest {
  /** Where a route is defined, the route, and what it answers. */
  private static final Path LIST = Path.of("deploy/house-rules/src/test/resources/routes.txt");

  private static final Pattern ANNOTATED =
      Pattern.compile("@(Get|Post|Put|Delete|Patch|Request)Mapping\\b(\\([^)]*\\))?");
  private static final Pattern ACTUATOR = Pattern.compile("@Endpoint\\(id = \"(\\w+)\"");
  private static final Pattern MAPPED =
      Pattern.compile("new SimpleUrlHandlerMapping\\((.*?);", Pattern.DOTALL);
  private static final Pattern OTHER =
      Pattern.compile(
          "RouterFunction|@WebServlet|@WebEndpoint|@RestControllerEndpoint|@Message"
              + "|extends Handler\\.\\w+|implements Filter\\b|HttpHandler");
  private static final Pattern EXPOSED = Pattern.compile("include: *(\\S.*)");
  private static final Pattern DESCRIBED = Pattern.compile("(?m)^ {1,4}\"(/[^\"]*)\": *\\{");

  /** Words that a route would have which tells whether somebody was met. */
  private static final Pattern MATCHES =
      Pattern.compile("(?i)match|lookup|contact|exposure(?!s?keyset)|\\brisk|query|search");

  @Test
  void everyRouteOfEveryAppIsKnown() {
    assertThat(found()).isEqualTo(known());
  }

  @Test
  void noRouteAnswersWhetherAKeyOrAnIdentifierIsAmongThePublished() {
    assertThat(found()).isNotEmpty().noneMatch(route -> MATCHES.matcher(route).find());
  }

  private static Set<String> known() {
    return SourceTree.read(LIST)
        .lines()
        .map(line -> line.split(" \\| ", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> found() {
    var found = new TreeSet<String>();
    SourceTree.mainJavaFiles()
        .filter(file -> !file.startsWith("deploy/bench"))
        .forEach(file -> {
          String name = file.getFileName().toString().replace(".java", "");
          String text = SourceTree.read(file);
          ANNOTATED
              .matcher(text)
              .results()
              .forEach(each -> found.add(name + " " + line(each.group())));
          ACTUATOR
              .matcher(text)
              .results()
              .forEach(each -> found.add(name + " actuator " + each.group(1)));
          MAPPED
              .matcher(text)
              .results()
              .forEach(each -> found.add(name + " mapping " + line(each.group(1))));
          OTHER.matcher(text).results().forEach(each -> found.add(name + " " + each.group()));
        });
    SourceTree.files().stream()
        .filter(file -> file.toString().contains("src/main/resources/"))
        .forEach(file -> fromResource(file, found));
    return found;
  }

  private static void fromResource(Path file, Set<String> found) {
    String app = file.getName(0).toString();
    if (file.endsWith("openapi.json")) {
      DESCRIBED
          .matcher(SourceTree.read(file))
          .results()
          .forEach(each -> found.add(app + " described " + each.group(1)));
    } else if (file.toString().endsWith(".yaml")) {
      EXPOSED
          .matcher(SourceTree.read(file))
          .results()
          .filter(each -> each.group(1).contains("health,"))
          .forEach(each -> found.add(app + " exposes " + line(each.group(1))));
    }
  }

  private static String line(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
