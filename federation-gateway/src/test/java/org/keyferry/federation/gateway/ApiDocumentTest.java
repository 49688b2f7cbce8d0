package org.keyferry.federation.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.keyferry.federation.gateway.answer.ApiDocument;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description and the page say the same. */
class ApiDocumentTest {
  private static final Path PAGE = Path.of("../docs/federation-feed.md");
  private static final JsonNode DOCUMENT = read();

  private static JsonNode read() {
    try (InputStream in = ApiDocument.class.getResourceAsStream("openapi.json")) {
      return JsonMapper.shared().readTree(in);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void itIsOpenApi31AndDescribesBothAddresses() {
    assertThat(DOCUMENT.path("openapi").asString()).startsWith("3.1.");
    assertThat(DOCUMENT.path("paths").propertyNames())
        .contains("/v1/{name}/keys", "/v1/{name}/keys/{chunk}");
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(DOCUMENT.findValuesAsString("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference -> assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode()).isFalse());
  }

  @Test
  void statusesAndHeadersAreThoseOfThePage() throws Exception {
    String page = Files.readString(PAGE);
    JsonNode chunk = DOCUMENT.path("paths").path("/v1/{name}/keys/{chunk}").path("get");
    Set<String> headers = new TreeSet<>();
    DOCUMENT
        .path("components")
        .path("responses")
        .forEach(response -> headers.addAll(response.path("headers").propertyNames()));

    assertThat(new TreeSet<>(chunk.path("responses").propertyNames()))
        .isEqualTo(found(page, "(?m)^\\| (\\d{3}) \\|"));
    assertThat(headers).isEqualTo(found(page, "(?m)^\\| `([A-Za-z-]+)` \\| \\d{3}"));
  }

  private static Set<String> found(String page, String pattern) {
    var all = new TreeSet<String>();
    Pattern.compile(pattern).matcher(page).results().forEach(each -> all.add(each.group(1)));
    return all;
  }
}
