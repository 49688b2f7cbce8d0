package org.keyferry.submission.publish;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import org.keyferry.wire.Problem;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads the request strictly: nothing is guessed, converted or skipped.
 *
 * <p>in: headers and body; out: a {@link PublishRequest}, or {@link UploadRefused} with a text that
 * shows nothing of the body
 */
final class RequestReading {
  private static final int DEEPEST = 8;
  private static final int LONGEST_NUMBER = 20;
  private static final int LONGEST_NAME = 64;
  private static final String OTHER_TYPE = "a value of another type or range";

  private final int largest;
  private final ObjectReader reader;

  /**
   * @param largest the most bytes that a body may have
   */
  RequestReading(int largest) {
    this.largest = largest;
    this.reader = strictMapper(largest).readerFor(PublishRequest.class);
  }

  private static JsonMapper strictMapper(int largest) {
    var constraints =
        StreamReadConstraints.builder()
            .maxDocumentLength(largest)
            .maxStringLength(largest)
            .maxNestingDepth(DEEPEST)
            .maxNumberLength(LONGEST_NUMBER)
            .maxNameLength(LONGEST_NAME)
            .build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            config -> {
              for (var shape : CoercionInputShape.values()) {
                config.setCoercion(shape, CoercionAction.Fail);
              }
            })
        .build();
  }

  PublishRequest read(HttpServletRequest request) {
    requireJson(request);
    byte[] body = body(request);
    PublishRequest read = parse(body);
    if (read == null) {
      throw malformed("null");
    }
    if (read.hmacKey() != null && read.lowerCaseHmacKey() != null) {
      throw malformed("hmacKey and hmackey, which are the same field");
    }
    return read;
  }

  private static void requireJson(HttpServletRequest request) {
    String type = request.getContentType();
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw unsupported("Content-Type", "application/json");
    }
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw unsupported("Content-Encoding", "none");
    }
  }

  private byte[] body(HttpServletRequest request) {
    if (request.getContentLengthLong() > largest) {
      throw tooLarge();
    }
    try {
      // The header may be missing or lie: one byte more than allowed is enough to know.
      byte[] body = request.getInputStream().readNBytes(largest + 1);
      if (body.length > largest) {
        throw tooLarge();
      }
      return body;
    } catch (IOException e) {
      throw UploadRefused.badRequest("body", "as many bytes as announced, in time", "fewer");
    }
  }

  private PublishRequest parse(byte[] body) {
    try {
      return reader.readValue(body);
    } catch (JacksonException e) {
      throw malformed(what(e) + at(e));
    }
  }

  private static String what(JacksonException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown -> "an unknown field";
      case MismatchedInputException type -> OTHER_TYPE;
      case InputCoercionException range -> OTHER_TYPE;
      case StreamConstraintsException tooMuch -> "JSON that is too deep or has too long parts";
      default -> "malformed JSON or a field twice";
    };
  }

  private static String at(JacksonException e) {
    var location = e.getLocation();
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static UploadRefused malformed(String actual) {
    return UploadRefused.badRequest("body", "one JSON object with known fields", actual);
  }

  private UploadRefused tooLarge() {
    return new UploadRefused(
        ErrorCode.BAD_REQUEST,
        413,
        new Problem("body", "the request", "at most " + largest + " bytes", "more"));
  }

  private static UploadRefused unsupported(String header, String expected) {
    return new UploadRefused(
        ErrorCode.BAD_REQUEST, 415, new Problem(header, "the request", expected, "another"));
  }
}
