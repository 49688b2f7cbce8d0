package org.keyferry.origin.address;

import java.util.List;
import java.util.Locale;
import org.keyferry.wire.document.DocumentNames;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** What a client would rather have, as RFC 9110 says in 12.5. */
public final class Preferences {
  private static final MediaType DATA = MediaType.valueOf(DocumentNames.DATA_MEDIA_TYPE);
  private static final MediaType FILTER = MediaType.valueOf(DocumentNames.FILTER_MEDIA_TYPE);
  private static final String COMMON = "vnd.en.";

  private Preferences() {}

  /**
   * Whether a filter is preferred to a list of keys. Where both are as welcome, or the header can't
   * be understood, it is not.
   *
   * @param accept the header {@code Accept}; null if there is none
   */
  public static boolean filter(String accept) {
    if (accept == null || !accept.contains(COMMON)) {
      return false;
    }
    try {
      List<MediaType> ranges = MediaType.parseMediaTypes(accept);
      return quality(ranges, FILTER) > quality(ranges, DATA);
    } catch (InvalidMediaTypeException e) {
      // RFC 9110, 12.5.1: a server may disregard it.
      return false;
    }
  }

  private static double quality(List<MediaType> ranges, MediaType type) {
    double quality = 0;
    int most = -1;
    for (MediaType range : ranges) {
      int specific = range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
      if (specific > most && range.includes(type)) {
        most = specific;
        quality = range.getQualityValue();
      }
    }
    return quality;
  }

  /**
   * Whether gzip is welcome.
   *
   * @param acceptEncoding the header {@code Accept-Encoding}; null if there is none
   */
  public static boolean gzip(String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    boolean any = false;
    for (String each : acceptEncoding.toLowerCase(Locale.ROOT).split(",")) {
      int semicolon = each.indexOf(';');
      String coding = (semicolon < 0 ? each : each.substring(0, semicolon)).strip();
      boolean welcome = semicolon < 0 || isPositive(each.substring(semicolon + 1).strip());
      if (coding.equals("gzip") || coding.equals("x-gzip")) {
        return welcome;
      }
      any |= coding.equals("*") && welcome;
    }
    return any;
  }

  private static boolean isPositive(String weight) {
    return !weight.matches("q\\s*=\\s*0(\\.0{0,3})?");
  }
}
