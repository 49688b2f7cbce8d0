package org.keyferry.wire.hub;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keyferry.wire.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one JSON text value by value: nothing is kept that nobody asked for, a name comes once in
 * an object, and what is wrong is told by place and never by content.
 */
public final class JsonInput {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxNumberLength(32)
                  .maxNameLength(256)
                  // Each string has a limit of its own, and the text as a whole has one.
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser parser;
  private final String where;

  private JsonInput(JsonParser parser, String where) {
    this.parser = parser;
    this.where = where;
  }

  /** Takes what it wants of a text. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Reads the one value of the text. */
    T read(JsonInput in) throws MalformedBatch;
  }

  /** Takes an element of an array. */
  @FunctionalInterface
  public interface Elements {
    /** Reads exactly one value. */
    void element(JsonInput in) throws MalformedBatch;
  }

  /** Takes a member of an object. */
  @FunctionalInterface
  public interface Members {
    /** Reads exactly one value, or skips it. */
    void member(String name, JsonInput in) throws MalformedBatch;
  }

  /**
   * Reads a whole text.
   *
   * @param where what problems name as the place
   * @throws MalformedBatch if it is no JSON, not what the reading expects, or goes on after it
   */
  public static <T> T read(byte[] text, String where, Reading<T> reading) throws MalformedBatch {
    try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      var in = new JsonInput(parser, where);
      parser.nextToken();
      T value = reading.read(in);
      if (parser.nextToken() != null) {
        throw in.problem("JSON", "the end of the text", "more");
      }
      return value;
    } catch (JacksonException e) {
      // Without its message, which may quote the text.
      String place = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw new MalformedBatch(
          new Problem("JSON", where, "a JSON text", "another one, or a broken one" + place));
    }
  }

  /**
   * Reads an array.
   *
   * @throws MalformedBatch if it is something else
   */
  public void array(String what, Elements elements) throws MalformedBatch {
    require(JsonToken.START_ARRAY, what, "an array");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.element(this);
    }
  }

  /**
   * Reads an object.
   *
   * @param required names that must be there
   * @throws MalformedBatch if it is something else, or a required name is missing
   */
  public void object(String what, Set<String> required, Members members) throws MalformedBatch {
    require(JsonToken.START_OBJECT, what, "an object");
    var missing = new HashSet<>(required);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      missing.remove(name);
      parser.nextToken();
      members.member(name, this);
    }
    if (!missing.isEmpty()) {
      throw problem(what, "the members " + required, "none named " + missing);
    }
  }

  /**
   * Reads a string.
   *
   * @param most how many characters it may have
   * @throws MalformedBatch if it is something else, or longer
   */
  public String string(String what, int most) throws MalformedBatch {
    require(JsonToken.VALUE_STRING, what, "a string");
    String value = parser.getString();
    if (value.length() > most) {
      throw problem(what, "at most " + most + " characters", value.length() + " characters");
    }
    return value;
  }

  /**
   * Reads bytes in standard base64, padding included.
   *
   * @throws MalformedBatch if it is something else, or longer
   */
  public byte[] base64(String what, int mostBytes) throws MalformedBatch {
    String value = string(what, (mostBytes + 2) / 3 * 4);
    try {
      return Base64.getDecoder().decode(value);
    } catch (IllegalArgumentException e) {
      throw problem(what, "standard base64", "other characters or a wrong length");
    }
  }

  /**
   * Reads an integer.
   *
   * @throws MalformedBatch if it is something else, or outside the range
   */
  public long integer(String what, long least, long most) throws MalformedBatch {
    require(JsonToken.VALUE_NUMBER_INT, what, "an integer");
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        || parser.getLongValue() < least
        || parser.getLongValue() > most) {
      throw problem(what, least + " to " + most, "a number outside");
    }
    return parser.getLongValue();
  }

  /**
   * Reads an array of strings.
   *
   * @throws MalformedBatch if it is something else, or longer
   */
  public List<String> strings(String what, int most, int longest) throws MalformedBatch {
    var values = new ArrayList<String>();
    array(
        what,
        in -> {
          if (values.size() == most) {
            throw problem(what, "at most " + most, "more");
          }
          values.add(in.string(what, longest));
        });
    return values;
  }

  /** Whether the value is an integer. */
  public boolean isNumber() {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
  }

  /** Whether the value is null, which is then read. */
  public boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /** Passes over the value. */
  public void skip() {
    parser.skipChildren();
  }

  /** A problem at this place of the text. */
  public MalformedBatch problem(String what, String expected, String actual) {
    String place = where + ", line " + parser.currentLocation().getLineNr();
    return new MalformedBatch(new Problem(what, place, expected, actual));
  }

  private void require(JsonToken token, String what, String expected) throws MalformedBatch {
    if (parser.currentToken() != token) {
      throw problem(what, expected, kind(parser.currentToken()));
    }
  }

  private static String kind(JsonToken token) {
    return switch (token) {
      case null -> "the end of the text";
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_NULL -> "null";
      default -> "something else";
    };
  }
}
