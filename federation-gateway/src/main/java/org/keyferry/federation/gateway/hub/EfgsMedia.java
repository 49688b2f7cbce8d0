package org.keyferry.federation.gateway.hub;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.keyferry.wire.efgs.EfgsBatch;
import org.keyferry.wire.efgs.EfgsJson;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.hub.stored.HubUpload;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** The two media types of EFGS 1.0, each with {@code version=1.0}. */
enum EfgsMedia {
  JSON("application/json", EfgsJson.MEDIA_TYPE),
  PROTOBUF("application/protobuf", EfgsBatch.MEDIA_TYPE);

  private static final String VERSION = "1.0";
  private static final Pattern VERSIONS = Pattern.compile("[0-9]+\\.[0-9]+");

  private final String plain;
  private final String withVersion;

  EfgsMedia(String plain, String withVersion) {
    this.plain = plain;
    this.withVersion = withVersion;
  }

  /** Without parameters. */
  String plain() {
    return plain;
  }

  /** With its version. */
  String withVersion() {
    return withVersion;
  }

  /** The type of a stored upload. */
  static EfgsMedia of(HubUpload upload) {
    return upload.getMediaType().equals(PROTOBUF.plain) ? PROTOBUF : JSON;
  }

  EfgsBatch read(byte[] body, String where, BatchLimits limits) throws MalformedBatch {
    return switch (this) {
      case JSON -> EfgsJson.read(body, where, limits);
      case PROTOBUF -> EfgsBatch.read(body, where, limits);
    };
  }

  byte[] write(EfgsBatch batch) {
    return switch (this) {
      case JSON -> EfgsJson.write(batch);
      case PROTOBUF -> batch.toByteArray();
    };
  }

  /**
   * The type of an upload's body.
   *
   * @param contentType the header, or null
   * @throws HubRefusal 415 if it is another type, 400 if it has no version, 406 if it has another
   */
  static EfgsMedia ofBody(String contentType) throws HubRefusal {
    MediaType type = parse(contentType);
    EfgsMedia media = type == null ? null : find(type);
    if (media == null) {
      throw new HubRefusal(
          415,
          "Content-Type",
          JSON.withVersion + " or " + PROTOBUF.withVersion,
          contentType == null ? "none" : "another type");
    }
    String version = type.getParameter("version");
    if (version == null || !VERSIONS.matcher(version).matches()) {
      throw new HubRefusal(
          400, "Content-Type", "version=1.0", version == null ? "none" : "another form");
    }
    if (!version.equals(VERSION)) {
      throw new HubRefusal(406, "Content-Type", "version=1.0", "another version");
    }
    return media;
  }

  /**
   * In which type a download is wanted: the first that is accepted.
   *
   * @param accept the header, or null
   * @throws HubRefusal 406 if no known type is accepted, 415 if none has version 1.0
   */
  static EfgsMedia ofDownload(String accept) throws HubRefusal {
    List<MediaType> types = parseAll(accept);
    for (MediaType type : types) {
      EfgsMedia media = find(type);
      if (media != null && VERSION.equals(type.getParameter("version"))) {
        return media;
      }
    }
    boolean known =
        types.isEmpty()
            || types.stream().anyMatch(type -> type.isWildcardType() || find(type) != null);
    throw new HubRefusal(
        known ? 415 : 406,
        "Accept",
        JSON.withVersion + " or " + PROTOBUF.withVersion,
        accept == null ? "none" : "no such type");
  }

  /**
   * Makes sure that the answer to an upload, JSON, is accepted.
   *
   * @throws HubRefusal 406 if it is not
   */
  static void checkAcceptsJson(String accept) throws HubRefusal {
    List<MediaType> types = parseAll(accept);
    if (!types.isEmpty()
        && types.stream().noneMatch(type -> type.includes(MediaType.APPLICATION_JSON))) {
      throw new HubRefusal(406, "Accept", "application/json", "other types alone");
    }
  }

  private static EfgsMedia find(MediaType type) {
    String name = (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
    for (EfgsMedia media : values()) {
      if (media.plain.equals(name)) {
        return media;
      }
    }
    return null;
  }

  private static MediaType parse(String text) {
    try {
      return text == null ? null : MediaType.parseMediaType(text);
    } catch (InvalidMediaTypeException e) {
      return null;
    }
  }

  private static List<MediaType> parseAll(String text) throws HubRefusal {
    try {
      return text == null ? List.of() : MediaType.parseMediaTypes(text);
    } catch (InvalidMediaTypeException e) {
      throw new HubRefusal(406, "Accept", "media types", "something else");
    }
  }
}
