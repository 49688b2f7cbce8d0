package org.keyferry.connector.push;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.keyferry.wire.Problem;

/**
 * What an EFGS hub says of single keys of an upload: a JSON object of statuses with lists of
 * indexes, from 0 in the order of the upload.
 *
 * @param known indexes of keys that it had before
 * @param rest indexes of all others
 */
record UploadStatuses(List<Integer> known, List<Integer> rest) {
  private static final String KNOWN = "409";

  static UploadStatuses read(byte[] json, String upload, int keys) throws IOException {
    try {
      Map<String, Object> members = JSONObjectUtils.parse(new String(json, StandardCharsets.UTF_8));
      var known = new TreeSet<Integer>();
      if (members.get(KNOWN) instanceof List<?> indexes) {
        for (Object index : indexes) {
          known.add(checked(index, upload, keys));
        }
      }
      var rest = new ArrayList<Integer>();
      for (int i = 0; i < keys; i++) {
        if (!known.contains(i)) {
          rest.add(i);
        }
      }
      return new UploadStatuses(List.copyOf(known), List.copyOf(rest));
    } catch (ParseException e) {
      throw malformed(upload, "something else");
    }
  }

  private static int checked(Object index, String upload, int keys) throws IOException {
    if (index instanceof Number number && number.intValue() >= 0 && number.intValue() < keys) {
      return number.intValue();
    }
    throw malformed(upload, "an index that is none");
  }

  private static IOException malformed(String upload, String actual) {
    return new IOException(
        new Problem("body of 207", upload, "statuses with lists of indexes", actual).toString());
  }
}
