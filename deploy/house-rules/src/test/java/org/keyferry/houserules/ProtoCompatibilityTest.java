package org.keyferry.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TextFormat.ParseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

/**
 * Events of the released form stay readable. {@code -Drelease=write} makes the current form the
 * released one: with a release, never to get a change through.
 */
class ProtoCompatibilityTest {
  private static final boolean WRITE = "write".equals(System.getProperty("release"));
  private static final String EVENTS = "deploy/house-rules/src/test/resources/events/";
  private static final Path RELEASED = Path.of(EVENTS + "released.txtpb");
  private static final FileDescriptorSet CURRENT = EventSchema.current();

  /** A schema to change in the ways that must be noticed. */
  private static final String SAMPLE =
      """
      file {
        package: "p"
        message_type {
          name: "M"
          field { name: "f" number: 1 label: LABEL_OPTIONAL type: TYPE_INT32 }
          field { name: "g" number: 7 label: LABEL_OPTIONAL type: TYPE_BYTES oneof_index: 0 }
          oneof_decl { name: "o" }
          reserved_range { start: 2 end: 5 }
          reserved_name: "old"
        }
        enum_type { name: "E" value { name: "ZERO" number: 0 } value { name: "ONE" number: 1 } }
      }
      """;

  @Test
  void noEventBreaksWhatWasReleased() throws ParseException {
    if (WRITE) {
      SourceTree.write(RELEASED, TextFormat.printer().printToString(CURRENT));
    }

    assertThat(breaks(schema(SourceTree.read(RELEASED)), CURRENT)).isEmpty();
  }

  @Test
  void everyEventFileIsCompared() {
    List<String> files =
        SourceTree.files().stream()
            .map(Path::toString)
            .filter(file -> file.contains("src/main/protobuf/keyferry/event/"))
            .map(file -> file.substring(file.indexOf("keyferry/event/")))
            .toList();

    assertThat(CURRENT.getFileList())
        .extracting(FileDescriptorProto::getName)
        .containsExactlyInAnyOrderElementsOf(files);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "name: \"f\" number: 1, name: \"f\" number: 9, p.M.f = 1 is gone",
        "name: \"f\", name: \"h\", p.M.f = 1 is now h",
        "TYPE_INT32, TYPE_INT64, p.M.f = 1 was LABEL_OPTIONAL TYPE_INT32 and is now"
            + " LABEL_OPTIONAL TYPE_INT64",
        "LABEL_OPTIONAL type: TYPE_INT32, LABEL_REPEATED type: TYPE_INT32, p.M.f = 1 was"
            + " LABEL_OPTIONAL TYPE_INT32 and is now LABEL_REPEATED TYPE_INT32",
        "oneof_index: 0,'', p.M.g = 7 was LABEL_OPTIONAL TYPE_BYTES in oneof o and is now"
            + " LABEL_OPTIONAL TYPE_BYTES",
        "name: \"M\", name: \"N\", p.M is gone",
        "name: \"E\", name: \"F\", p.E is gone",
        "name: \"ONE\", name: \"TWO\", p.E.ONE = 1 is now TWO",
        "value { name: \"ONE\" number: 1 },'', p.E.ONE = 1 is now gone",
        "oneof_decl, field { name: \"n\" number: 4 } oneof_decl, p.M.n takes the reserved 4",
        "oneof_decl, field { name: \"old\" number: 8 } oneof_decl, p.M.old takes a reserved name"
      })
  void aChangeThatBreaksIsSeen(String before, String after, String seen) throws ParseException {
    FileDescriptorSet changed = schema(SAMPLE.replace(before, after));

    assertThat(breaks(schema(SAMPLE), changed)).containsExactly(seen);
  }

  @Test
  void aNewFieldBreaksNothing() throws ParseException {
    String grown =
        SAMPLE.replace(
            "oneof_decl",
            "field { name: \"n\" number: 8 label: LABEL_OPTIONAL type: TYPE_BOOL } oneof_decl");

    assertThat(breaks(schema(SAMPLE), schema(grown))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRecordOfTheReleasedFormIsReadAsBefore(Path text) throws IOException {
    Path hex = Path.of(text.toString().replace(".txtpb", ".hex"));
    byte[] bytes = HexFormat.of().parseHex(SourceTree.read(hex).replaceAll("\\s", ""));
    Topic<?> topic = topicOf(text);
    var expected = ((Message) topic.value().parseFrom(new byte[0])).newBuilderForType();
    TextFormat.merge(SourceTree.read(text), expected);

    assertThat(topic.value().parseFrom(bytes)).isEqualTo(expected.build());
  }

  @Test
  void everyTopicHasARecordOfTheReleasedForm() {
    assertThat(records().map(ProtoCompatibilityTest::topicOf)).containsAll(Topics.ALL);
  }

  /** Files such as {@code keys.submitted.txtpb} and {@code feeds.slices-chunk.txtpb}. */
  private static Stream<Path> records() {
    return SourceTree.files().stream()
        .filter(file -> file.startsWith(EVENTS))
        .filter(file -> file.toString().endsWith(".txtpb") && !file.equals(RELEASED));
  }

  private static Topic<?> topicOf(Path record) {
    String name = record.getFileName().toString().replaceFirst("(-\\w+)?\\.txtpb$", "");
    return Topics.ALL.stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(record + " is a record of no topic"));
  }

  private static FileDescriptorSet schema(String text) throws ParseException {
    return TextFormat.parse(text, FileDescriptorSet.class);
  }

  private static List<String> breaks(FileDescriptorSet released, FileDescriptorSet current) {
    return new EventSchema(current).breaksOf(new EventSchema(released));
  }
}
