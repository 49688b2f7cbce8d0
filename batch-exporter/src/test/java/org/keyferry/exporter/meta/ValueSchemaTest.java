package org.keyferry.exporter.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.wire.document.DocumentType;

/** An operator mistypes what apps are configured with. */
@Tag("D47")
class ValueSchemaTest {
  private static final String SCHEMA =
      """
      {"type":"object","required":["threshold"],
       "properties":{"threshold":{"$ref":"#/$defs/minutes"}},
       "$defs":{"minutes":{"type":"integer","minimum":1}}}
      """;

  private Path directory;

  @BeforeEach
  void write(@TempDir Path empty) {
    directory = empty;
  }

  private OperatorFile file(String value, String schema) throws IOException {
    Path values = Files.writeString(directory.resolve("configuration.json"), value);
    Path schemas = Files.writeString(directory.resolve("schema.json"), schema);
    return new OperatorFile(
        DocumentType.CONFIGURATION,
        values,
        Optional.empty(),
        Optional.of(ValueSchema.read(schemas)),
        InstantSource.system());
  }

  @Test
  void whatIsValidIsPublished() throws IOException {
    assertThat(file("{\"threshold\":15}", SCHEMA).wanted())
        .isEqualTo(new Wanted.Value("{\"threshold\":15}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"threshold\":0}", "{\"threshold\":\"15\"}"})
  void whatIsNotValidIsRefusedByItsPlace(String value) throws IOException {
    OperatorFile file = file(value, SCHEMA);

    assertThatThrownBy(file::wanted)
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("configuration.json#/threshold")
        .hasMessageContaining("what the schema says of it");
  }

  @Test
  void whatIsMissingIsTold() throws IOException {
    OperatorFile file = file("{}", SCHEMA);

    assertThatThrownBy(file::wanted).hasMessageContaining("threshold");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"type\":\"text\"}",
        "{\"$ref\":\"https://keyferry.example/schema.json\"}",
        "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/none\"}}}"
      })
  void whatIsNoSchemaIsRefused(String schema) {
    assertThatThrownBy(() -> file("{}", schema))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("expected JSON Schema, draft 2020-12");
  }
}
