package org.keyferry.submission.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description says what the code does. */
class ApiDocumentTest {
  private final JsonNode document = JsonMapper.shared().readTree(new ApiDocument().document());
  private final JsonNode schemas = document.path("components").path("schemas");

  private static List<String> members(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(ApiDocumentTest::member).toList();
  }

  private static String member(RecordComponent component) {
    JsonProperty other = component.getAccessor().getAnnotation(JsonProperty.class);
    return other == null ? component.getName() : other.value();
  }

  @Test
  void itIsOpenApi31() {
    assertThat(document.path("openapi").asString()).startsWith("3.1.");
    assertThat(document.path("paths").propertyNames()).containsExactly(PublishController.PATH);
  }

  @Test
  void membersAreThoseOfTheRecords() {
    assertThat(schemas.path("PublishRequest").path("properties").propertyNames())
        .containsExactlyElementsOf(members(PublishRequest.class));
    assertThat(schemas.path("Key").path("properties").propertyNames())
        .containsExactlyElementsOf(members(RequestedKey.class));
    assertThat(schemas.path("PublishReply").path("properties").propertyNames())
        .containsExactlyElementsOf(members(PaddedReplies.Body.class));
  }

  @Test
  void codesAreThoseOfReplies() {
    JsonNode codes = schemas.path("PublishReply").path("properties").path("code").path("enum");

    assertThat(StreamSupport.stream(codes.spliterator(), false).map(JsonNode::asString))
        .containsExactlyElementsOf(Arrays.stream(ErrorCode.values()).map(ErrorCode::text).toList());
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(document.findValuesAsString("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference -> assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse());
  }

  @Test
  void rangesAreThoseOfTheKeyTypes() {
    JsonNode key = schemas.path("Key").path("properties");

    assertThat(key.path("rollingPeriod").path("maximum").asInt()).isEqualTo(RollingPeriod.MOST);
    assertThat(key.path("transmissionRisk").path("maximum").asInt())
        .isEqualTo(TransmissionRisk.MOST);
  }
}
