package org.keyferry.exporter.meta;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.keyferry.wire.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the value of a document has to be like: JSON Schema, draft 2020-12. References that lead out
 * of the schema are not followed.
 */
final class ValueSchema {
  private static final SpecificationVersion DRAFT = SpecificationVersion.DRAFT_2020_12;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Schema schema;

  private ValueSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * Reads a schema.
   *
   * @throws UnusableFile if the file has none
   */
  static ValueSchema read(Path file) throws UnusableFile {
    try {
      JsonNode text = JSON.readTree(Files.readString(file));
      var registry =
          SchemaRegistry.withDefaultDialect(
              DRAFT, builder -> builder.schemaLoader(loader -> loader.fetchRemoteResources(false)));
      var rules = registry.getSchema(SchemaLocation.of(DRAFT.getDialectId()));
      List<Error> defects = rules.validate(text, context -> {});
      if (!defects.isEmpty()) {
        throw unusable(file, defects.getFirst().toString());
      }
      Schema schema = registry.getSchema(text);
      // What leads nowhere shows now, and not with the first value.
      schema.initializeValidators();
      return new ValueSchema(schema);
    } catch (UnusableFile e) {
      throw e;
    } catch (IOException | JacksonException | SchemaException e) {
      throw unusable(file, e.getMessage());
    }
  }

  private static UnusableFile unusable(Path file, String actual) {
    return new UnusableFile(
        new Problem("schema", file.toString(), "JSON Schema, draft 2020-12", actual));
  }

  /**
   * Returns if the value is like that.
   *
   * @throws UnusableFile otherwise; it tells the first thing that is not
   */
  void require(JsonNode value, Path file) throws UnusableFile {
    List<Error> errors = schema.validate(value, context -> {});
    if (!errors.isEmpty()) {
      Error first = errors.getFirst();
      throw new UnusableFile(
          new Problem(
              "value",
              file + "#" + first.getInstanceLocation(),
              "what the schema says of it",
              String.format(
                  Locale.ROOT, "%d defects, first: %s", errors.size(), first.getMessage())));
    }
  }
}
