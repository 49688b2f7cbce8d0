package org.keyferry.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keyferry.wire.document.ContentHash;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the addresses, and what they answer, are the same. */
@Tag("D01")
@ExtendWith(PublishedObjects.class)
class ApiDocumentTest {
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "{feed}", "NL",
          "{batch}", PublishedBatches.name(2).toString(),
          "{alias}", "latest",
          "{day}", "2026-11-25",
          "{chunk}", "7",
          "{file}", "1234560000-1234567200-00001.zip",
          "{version}", "1");

  private final RunningOrigin origin;
  private final JsonNode document;

  ApiDocumentTest(RunningOrigin origin) {
    this.origin = origin;
    this.document = JsonMapper.shared().readTree(origin.get("/v3/api-docs").body());
  }

  @Test
  void itIsOpenApi31AndEveryReferenceLeadsSomewhere() {
    assertThat(document.path("openapi").asString()).startsWith("3.1.");
    assertThat(new TreeSet<>(document.findValuesAsString("$ref")))
        .isNotEmpty()
        .allSatisfy(
            reference -> assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse());
  }

  @Test
  void whatEachAddressAnswersIsDescribedWithAllItsHeaders() {
    var found = new ArrayList<String>();
    for (String path : document.path("paths").propertyNames()) {
      for (String[] headers :
          List.of(
              new String[0],
              new String[] {"Accept-Encoding", "gzip"},
              new String[] {"Range", "bytes=0-0"},
              new String[] {"If-None-Match", "*"},
              new String[] {"If-Match", "\"a\""},
              new String[] {"Range", "bytes=99999999-"})) {
        for (String method : List.of("GET", "HEAD")) {
          var answer = origin.send(method, example(path), headers);
          if (answer.statusCode() == 200) {
            found.add(path);
          }
          isDescribed(method, path, answer);
        }
      }
    }
    assertThat(found).contains("/v1/exposed", "/v1/exposed/data/{alias}", "/v1/keys/{chunk}", "/");
  }

  @Test
  void otherAnswersAreDescribedToo() {
    for (String query : List.of("since=12", "since=x")) {
      isDescribed("GET", "/v1/exposed", origin.get("/v1/exposed?" + query));
    }
    isDescribed("GET", "/v1/exposed/data/{batch}", origin.get("/v1/exposed/data/203001010000"));
    isDescribed("GET", "/v1/exposed", origin.send("POST", "/v1/exposed"));
    for (String chunkGoneOrEmptyOrToCome : List.of("1", "8", "10")) {
      String path = "/v1/keys/" + chunkGoneOrEmptyOrToCome;
      isDescribed("GET", "/v1/keys/{chunk}", origin.get(path));
    }
  }

  @Test
  void nothingOfTheRequestSaysWhoAsks() {
    var names = new TreeSet<String>();
    document
        .path("components")
        .path("parameters")
        .forEach(parameter -> names.add(parameter.path("in").asString()));
    assertThat(names).containsExactly("header", "path", "query");
    assertThat(document.toString()).doesNotContain("\"security\"", "\"cookie\"", "requestBody");
  }

  private static String example(String path) {
    if (path.contains("{alias}")) {
      return path.replace("{alias}", "latest").replace("{feed}", "NL");
    }
    String example = path;
    for (var each : EXAMPLES.entrySet()) {
      example = example.replace(each.getKey(), each.getValue());
    }
    return example;
  }

  private void isDescribed(String method, String path, HttpResponse<byte[]> answer) {
    String at = method + " " + path + " " + answer.statusCode();
    JsonNode response =
        resolved(
            document
                .path("paths")
                .path(path)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(String.valueOf(answer.statusCode())));
    assertThat(response.isMissingNode()).as(at).isFalse();
    var described = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    described.addAll(response.path("headers").propertyNames());
    var sent = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    sent.addAll(answer.headers().map().keySet());
    // Of the connection, not of the answer.
    sent.remove("connection");
    assertThat(described).as(at).containsAll(sent);
    String type = answer.headers().firstValue("Content-Type").orElse("");
    if (method.equals("GET") && !type.isEmpty()) {
      assertThat(response.path("content").propertyNames())
          .as(at)
          .anyMatch(each -> type.replace("; ", ";").startsWith(each));
    }
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  @Test
  void itHasTheHeadersOfEveryAnswer() {
    var answer = origin.get("/v3/api-docs");

    assertThat(answer.headers().firstValue("ETag"))
        .contains('"' + ContentHash.of(answer.body()).text() + '"');
  }
}
