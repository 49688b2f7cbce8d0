package org.keyferry.federation.gateway.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A key as another country's backend writes and reads it: by hand, from the description of EFGS,
 * without any code of ours.
 */
record ForeignKey(String base64, int start, int risk, String visited, String origin, int onset) {
  private static final String[] TYPES = {"UNKNOWN", "CONFIRMED_TEST"};

  byte[] protobuf() {
    var out = new ByteArrayOutputStream();
    bytes(out, 1, Base64.getDecoder().decode(base64));
    number(out, 2, start);
    number(out, 3, 144);
    number(out, 4, risk);
    bytes(out, 5, visited.getBytes(US_ASCII));
    bytes(out, 6, origin.getBytes(US_ASCII));
    number(out, 7, 1);
    number(out, 8, (onset << 1) ^ (onset >> 31));
    return out.toByteArray();
  }

  static byte[] protobuf(List<ForeignKey> keys) {
    var out = new ByteArrayOutputStream();
    keys.forEach(key -> bytes(out, 1, key.protobuf()));
    return out.toByteArray();
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] value) {
    varint(out, (field << 3) | 2);
    varint(out, value.length);
    out.writeBytes(value);
  }

  private static void number(ByteArrayOutputStream out, int field, int value) {
    varint(out, field << 3);
    varint(out, value);
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  static String json(List<ForeignKey> keys) {
    return keys.stream()
        .map(key ->
            """
            {"keyData":"%s","rollingStartIntervalNumber":%d,"rollingPeriod":144,
             "transmissionRiskLevel":%d,"visitedCountries":["%s"],"origin":"%s",
             "reportType":"%s","days_since_onset_of_symptoms":%d}\
            """
                .formatted(
                    key.base64, key.start, key.risk, key.visited, key.origin, TYPES[1], key.onset))
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  static List<ForeignKey> read(JsonNode batch) {
    List<ForeignKey> keys = new ArrayList<>();
    for (JsonNode key : batch.get("keys")) {
      keys.add(
          new ForeignKey(
              key.get("keyData").asString(),
              key.get("rollingStartIntervalNumber").asInt(),
              key.get("transmissionRiskLevel").asInt(),
              key.get("visitedCountries").get(0).asString(),
              key.get("origin").asString(),
              key.get("days_since_onset_of_symptoms").asInt()));
    }
    return keys;
  }

  private String record() {
    return part(Base64.getDecoder().decode(base64))
        + part(start)
        + part(144)
        + part(risk)
        + part(visited.getBytes(US_ASCII))
        + part(origin.getBytes(US_ASCII))
        + part(1)
        + part(onset);
  }

  private static String part(int value) {
    return part(ByteBuffer.allocate(4).putInt(value).array());
  }

  private static String part(byte[] value) {
    return Base64.getEncoder().encodeToString(value) + ".";
  }

  /** What the signature is over. */
  static byte[] canonical(List<ForeignKey> keys) {
    var sorted = new TreeMap<String, String>();
    for (ForeignKey key : keys) {
      String record = key.record();
      sorted.put(Base64.getEncoder().encodeToString(record.getBytes(US_ASCII)), record);
    }
    return String.join("", sorted.values()).getBytes(US_ASCII);
  }
}
