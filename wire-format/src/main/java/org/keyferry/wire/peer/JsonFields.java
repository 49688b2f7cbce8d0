package org.keyferry.wire.peer;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One object of JSON, read strictly: each member has its type, and there is none that nobody asked
 * for, as it might be a limit that is not understood.
 */
final class JsonFields {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final int LONGEST_TEXT = 8192;
  private static final int MOST_ENTRIES = 5000;

  private final JsonNode node;
  private final String path;
  private final Set<String> asked = new HashSet<>();

  private JsonFields(JsonNode node, String path) {
    this.node = node;
    this.path = path;
    InvalidPeers.unless(node.isObject(), path.isEmpty() ? "JSON" : path, "an object", type(node));
  }

  /**
   * Parses one object.
   *
   * @throws InvalidPeers if it is something else, or has a member twice
   */
  static JsonFields parse(byte[] json) {
    try {
      return new JsonFields(JSON.readTree(json), "");
    } catch (JacksonException e) {
      throw InvalidPeers.refused("JSON", "one object, in UTF-8, with no member twice", place(e));
    }
  }

  /** The line and column come first: whatever is long is cut at its end. */
  private static String place(JacksonException e) {
    String why = e.getOriginalMessage();
    int opened = why.indexOf(" (start marker");
    var at = e.getLocation();
    return (at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ")
        + (opened < 0 ? why : why.substring(0, opened));
  }

  private static String type(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  /** Where a member is, for errors. */
  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private Optional<JsonNode> find(String name) {
    asked.add(name);
    return Optional.ofNullable(node.get(name));
  }

  Optional<String> text(String name) {
    return find(name).map(value -> text(at(name), value));
  }

  private static String text(String at, JsonNode value) {
    InvalidPeers.unless(value.isString(), at, "text", type(value));
    String text = value.stringValue();
    InvalidPeers.unless(
        text.length() <= LONGEST_TEXT,
        at,
        "at most " + LONGEST_TEXT + " characters",
        text.length());
    return text;
  }

  String requiredText(String name) {
    return text(name).orElseThrow(() -> InvalidPeers.refused(at(name), "text", "nothing"));
  }

  long requiredNumber(String name) {
    JsonNode value =
        find(name).orElseThrow(() -> InvalidPeers.refused(at(name), "a number", "nothing"));
    InvalidPeers.unless(
        value.isIntegralNumber() && value.canConvertToLong(), at(name), "a whole number", value);
    return value.longValue();
  }

  Optional<Instant> instant(String name) {
    return text(name)
        .map(text -> {
          try {
            return Instant.parse(text);
          } catch (DateTimeException e) {
            throw InvalidPeers.refused(at(name), "a time such as 2027-01-31T12:00:00Z", text);
          }
        });
  }

  Instant requiredInstant(String name) {
    return instant(name)
        .orElseThrow(
            () -> InvalidPeers.refused(at(name), "a time such as 2027-01-31T12:00:00Z", "nothing"));
  }

  <W extends Word> Optional<W> word(String name, W[] all) {
    return text(name).map(text -> Word.parse(all, at(name), text));
  }

  <W extends Word> W requiredWord(String name, W[] all) {
    return Word.parse(all, at(name), requiredText(name));
  }

  /** Texts of an array; none if there is no such member. */
  List<String> texts(String name) {
    return entries(name, (at, value) -> text(at, value));
  }

  /** What is read of each object of an array; none if there is no such member. */
  <T> List<T> objects(String name, Function<JsonFields, T> read) {
    return entries(name, (at, value) -> new JsonFields(value, at).whole(read));
  }

  /** What is read of an object. */
  <T> Optional<T> object(String name, Function<JsonFields, T> read) {
    return find(name).map(value -> new JsonFields(value, at(name)).whole(read));
  }

  /** An object of which only some members are read. */
  JsonFields part(String name) {
    return find(name)
        .map(value -> new JsonFields(value, at(name)))
        .orElseThrow(() -> InvalidPeers.refused(at(name), "an object", "nothing"));
  }

  private interface Entry<T> {
    T read(String at, JsonNode value);
  }

  private <T> List<T> entries(String name, Entry<T> entry) {
    Optional<JsonNode> array = find(name);
    if (array.isEmpty()) {
      return List.of();
    }
    InvalidPeers.unless(array.get().isArray(), at(name), "an array", type(array.get()));
    InvalidPeers.unless(
        array.get().size() <= MOST_ENTRIES,
        at(name),
        "at most " + MOST_ENTRIES + " entries",
        array.get().size());
    var read = new ArrayList<T>();
    int index = 0;
    for (JsonNode value : array.get()) {
      read.add(entry.read(at(name) + "[" + index++ + "]", value));
    }
    return read;
  }

  /**
   * What is read of this object, if nothing of it is left.
   *
   * @throws InvalidPeers if there are other members
   */
  <T> T whole(Function<JsonFields, T> read) {
    T result = read.apply(this);
    for (String name : node.propertyNames()) {
      InvalidPeers.unless(
          asked.contains(name),
          at(name),
          "no member but those that this build knows: " + String.join(", ", new TreeSet<>(asked)),
          "another");
    }
    return result;
  }
}
