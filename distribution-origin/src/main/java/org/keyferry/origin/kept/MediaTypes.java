package org.keyferry.origin.kept;

import java.util.Map;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.export.ObjectNames;

/** What objects are, by the ending of their names. */
final class MediaTypes {
  private static final Map<String, String> BY_ENDING =
      Map.of(
          "json", DocumentNames.JSON_MEDIA_TYPE,
          "jws", DocumentNames.JWS_MEDIA_TYPE,
          "edi", DocumentNames.DATA_MEDIA_TYPE,
          "ccf", DocumentNames.FILTER_MEDIA_TYPE,
          "pem", DocumentNames.PEM_MEDIA_TYPE,
          "tsr", DocumentNames.TOKEN_MEDIA_TYPE,
          "zip", ObjectNames.EXPORT_MEDIA_TYPE,
          "txt", ObjectNames.INDEX_MEDIA_TYPE);

  private MediaTypes() {}

  static String of(String object) {
    return BY_ENDING.getOrDefault(
        object.substring(object.lastIndexOf('.') + 1), "application/octet-stream");
  }
}
