package org.keyferry.wire.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.keyferry.wire.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One object of a JSON document: each member that is asked for has its type, others are passed
 * over, as later versions may have more.
 */
final class DocumentFields {
  /** A document is not longer, in bytes: more than 14 days of a bucket every 10 s. */
  static final int LONGEST = 96 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();
  private static final int LONGEST_TEXT = 1024;
  private static final int MOST_ENTRIES = 200_000;
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
  private static final String EXAMPLE = "whole seconds of UTC such as 2027-01-31T12:00:00Z";

  private final JsonNode node;
  private final String where;

  private DocumentFields(JsonNode node, String where) throws MalformedDocument {
    this.node = node;
    this.where = where;
    MalformedDocument.unless(node.isObject(), "JSON", where, "an object", type(node));
  }

  /** Reads what is wanted of an object. */
  @FunctionalInterface
  interface Reading<T> {
    T read(DocumentFields fields) throws MalformedDocument;
  }

  /** Makes a value of a text. */
  @FunctionalInterface
  interface Value<T> {
    T of(String text);
  }

  /**
   * Reads one document.
   *
   * @throws MalformedDocument also if values contradict each other
   */
  static <T> T read(byte[] json, String where, Reading<T> reading) throws MalformedDocument {
    MalformedDocument.unless(
        json.length <= LONGEST, "size", where, "at most " + LONGEST + " bytes", json.length);
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (JacksonException e) {
      throw new MalformedDocument(
          new Problem(
              "JSON", where, "one object, in UTF-8, no member twice", e.getOriginalMessage()));
    }
    return checked(where, new DocumentFields(tree, where), reading);
  }

  private static <T> T checked(String where, DocumentFields fields, Reading<T> reading)
      throws MalformedDocument {
    try {
      return reading.read(fields);
    } catch (IllegalArgumentException e) {
      throw new MalformedDocument(
          new Problem("content", where, "values that fit together", e.getMessage()));
    }
  }

  private static String type(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private MalformedDocument refused(String name, String expected, String actual) {
    return new MalformedDocument(new Problem(name, where, expected, actual));
  }

  private JsonNode required(String name, String expected) throws MalformedDocument {
    JsonNode value = node.get(name);
    if (value == null) {
      throw refused(name, expected, "nothing");
    }
    return value;
  }

  boolean has(String name) {
    return node.has(name);
  }

  long number(String name) throws MalformedDocument {
    JsonNode value = required(name, "a whole number");
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw refused(name, "a whole number", type(value));
    }
    return value.longValue();
  }

  /** Makes sure that this is the version that is known. */
  void checkVersion(int known) throws MalformedDocument {
    checkNumber("version", number("version"), known);
  }

  /** Makes sure that a number is the only one that is understood. */
  void checkNumber(String name, long actual, int known) throws MalformedDocument {
    if (actual != known) {
      throw refused(name, known + ", as this build knows no other", String.valueOf(actual));
    }
  }

  String text(String name) throws MalformedDocument {
    return text(name, required(name, "text"));
  }

  private String text(String name, JsonNode value) throws MalformedDocument {
    if (!value.isString()) {
      throw refused(name, "text", type(value));
    }
    String text = value.stringValue();
    if (text.length() > LONGEST_TEXT) {
      throw refused(
          name, "at most " + LONGEST_TEXT + " characters", text.length() + " characters");
    }
    return text;
  }

  /** Any value, as JSON without spaces. */
  String json(String name) throws MalformedDocument {
    return required(name, "a value").toString();
  }

  <T> T value(String name, Value<T> value) throws MalformedDocument {
    return value(name, text(name), value);
  }

  private <T> T value(String name, String text, Value<T> value) throws MalformedDocument {
    try {
      return value.of(text);
    } catch (IllegalArgumentException e) {
      throw refused(name, "a right value", e.getMessage());
    }
  }

  <T> Optional<T> optional(String name, Value<T> value) throws MalformedDocument {
    return has(name) ? Optional.of(value(name, value)) : Optional.empty();
  }

  Instant time(String name) throws MalformedDocument {
    String text = text(name);
    if (!TIME.matcher(text).matches()) {
      throw refused(name, EXAMPLE, "another text");
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw refused(name, EXAMPLE, text);
    }
  }

  LocalDate date(String name) throws MalformedDocument {
    String text = text(name);
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw refused(name, "a day such as 2027-01-31", "another text");
    }
  }

  private JsonNode array(String name) throws MalformedDocument {
    JsonNode array = required(name, "an array");
    if (!array.isArray() || array.size() > MOST_ENTRIES) {
      throw refused(
          name,
          "an array of at most " + MOST_ENTRIES + " entries",
          array.isArray() ? array.size() + " entries" : type(array));
    }
    return array;
  }

  /** Values of an array of texts; none if there is no such member. */
  <T> List<T> values(String name, Value<T> value) throws MalformedDocument {
    var read = new ArrayList<T>();
    if (has(name)) {
      for (JsonNode each : array(name)) {
        read.add(value(name, text(name, each), value));
      }
    }
    return read;
  }

  /** What is read of each object of an array. */
  <T> List<T> objects(String name, Reading<T> reading) throws MalformedDocument {
    var read = new ArrayList<T>();
    for (JsonNode each : array(name)) {
      String at = where + ", " + name + "[" + read.size() + "]";
      read.add(checked(at, new DocumentFields(each, at), reading));
    }
    return read;
  }

  /** What is read of each object under its name; none if there is no such member. */
  <T> SortedMap<String, T> named(String name, Reading<T> reading) throws MalformedDocument {
    var read = new TreeMap<String, T>();
    if (has(name)) {
      String at = where + ", " + name;
      var object = new DocumentFields(required(name, "an object"), at);
      for (String key : new TreeSet<>(object.node.propertyNames())) {
        String atKey = at + "." + key;
        read.put(key, checked(atKey, new DocumentFields(object.node.get(key), atKey), reading));
      }
    }
    return read;
  }
}
