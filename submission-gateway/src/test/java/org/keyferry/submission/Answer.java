package org.keyferry.submission;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway answered. */
public record Answer(int status, HttpHeaders headers, String text) {

  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  JsonNode json() {
    return JsonMapper.shared().readTree(text);
  }

  String code() {
    return json().path("code").asString("");
  }

  String error() {
    return json().path("error").asString("");
  }

  String revisionToken() {
    return json().path("revisionToken").asString("");
  }

  int inserted() {
    return json().path("insertedExposures").asInt(0);
  }

  List<String> warnings() {
    return StreamSupport.stream(json().path("warnings").spliterator(), false)
        .map(JsonNode::asString)
        .toList();
  }

  int paddingBytes() {
    return Base64.getDecoder().decode(json().path("padding").asString()).length;
  }
}
