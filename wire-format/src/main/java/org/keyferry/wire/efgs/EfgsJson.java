package org.keyferry.wire.efgs;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keyferry.wire.efgs.format.ReportType;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.JsonInput;
import org.keyferry.wire.hub.JsonOutput;
import org.keyferry.wire.hub.MalformedBatch;
import tools.jackson.core.JsonGenerator;

/**
 * The body of an EFGS upload or download as {@code application/json; version=1.0}.
 *
 * <pre>
 * {"keys":[{"keyData":"standard base64","rollingStartIntervalNumber":2647000,"rollingPeriod":144,
 *   "transmissionRiskLevel":2147483647,"visitedCountries":["BE"],"origin":"NL",
 *   "reportType":"CONFIRMED_TEST","days_since_onset_of_symptoms":1}]}
 * </pre>
 *
 * <p>A missing member is what its field is when absent, and others are passed over: all but {@code
 * daysSinceOnsetOfSymptoms}, which is what many write instead of the last. Passed over, it would
 * leave 0 and a signature that does not hold.
 */
public final class EfgsJson {
  /** Media type of this form. */
  public static final String MEDIA_TYPE = "application/json; version=1.0";

  private static final long UINT32 = 0xffff_ffffL;
  private static final int MOST_KEY_BYTES = 64;
  private static final int LONGEST_TEXT = 300;
  private static final String ONSET = "days_since_onset_of_symptoms";

  private EfgsJson() {}

  /**
   * Reads a body.
   *
   * @param where what problems name as the place
   * @throws MalformedBatch if it is none, or beyond the limits
   */
  public static EfgsBatch read(byte[] body, String where, BatchLimits limits)
      throws MalformedBatch {
    limits.check(body, where);
    var keys = new ArrayList<EfgsKey>();
    return JsonInput.read(
        body,
        where,
        in -> {
          in.object(
              "batch",
              Set.of("keys"),
              (name, value) -> {
                if (name.equals("keys")) {
                  value.array("keys", element -> add(keys, element, where, limits));
                } else {
                  value.skip();
                }
              });
          return new EfgsBatch(keys);
        });
  }

  private static void add(List<EfgsKey> keys, JsonInput in, String where, BatchLimits limits)
      throws MalformedBatch {
    limits.checkKeys(keys.size() + 1, where);
    var key = new Fields();
    in.object("key", Set.of(), (name, value) -> key.take(name, value, limits));
    keys.add(key.toKey());
  }

  /** The body of the batch. */
  public static byte[] write(EfgsBatch batch) {
    return JsonOutput.write(out -> {
      out.writeStartObject();
      out.writeArrayPropertyStart("keys");
      batch.keys().forEach(key -> write(key, out));
      out.writeEndArray();
      out.writeEndObject();
    });
  }

  private static void write(EfgsKey key, JsonGenerator out) {
    out.writeStartObject();
    out.writeName("keyData");
    out.writeBinary(key.keyData().toByteArray());
    out.writeNumberProperty("rollingStartIntervalNumber", Integer.toUnsignedLong(key.start()));
    out.writeNumberProperty("rollingPeriod", Integer.toUnsignedLong(key.period()));
    out.writeNumberProperty("transmissionRiskLevel", key.risk());
    out.writeArrayPropertyStart("visitedCountries");
    key.visitedCountries().forEach(out::writeString);
    out.writeEndArray();
    out.writeStringProperty("origin", key.origin());
    ReportType type = ReportType.forNumber(key.reportType());
    if (type == null) {
      out.writeNumberProperty("reportType", key.reportType());
    } else {
      out.writeStringProperty("reportType", type.name());
    }
    out.writeNumberProperty(ONSET, key.onset());
    out.writeEndObject();
  }

  /** The members of one key. */
  private static final class Fields {
    private ByteString keyData = ByteString.EMPTY;
    private int start;
    private int period;
    private int risk;
    private List<String> visitedCountries = List.of();
    private String origin = "";
    private int reportType;
    private int onset;

    void take(String name, JsonInput in, BatchLimits limits) throws MalformedBatch {
      if (in.isNull()) {
        return;
      }
      switch (name) {
        case "keyData" -> keyData = ByteString.copyFrom(in.base64(name, MOST_KEY_BYTES));
        case "rollingStartIntervalNumber" -> start = (int) in.integer(name, 0, UINT32);
        case "rollingPeriod" -> period = (int) in.integer(name, 0, UINT32);
        case "transmissionRiskLevel" -> risk = signed(name, in);
        case "visitedCountries" ->
            visitedCountries = in.strings(name, limits.mostRegions(), LONGEST_TEXT);
        case "origin" -> origin = in.string(name, LONGEST_TEXT);
        case "reportType" -> reportType = reportType(in);
        case ONSET -> onset = signed(name, in);
        case "daysSinceOnsetOfSymptoms" ->
            throw in.problem(name, ONSET, "the spelling in camel case");
        default -> in.skip();
      }
    }

    private static int signed(String name, JsonInput in) throws MalformedBatch {
      return (int) in.integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static int reportType(JsonInput in) throws MalformedBatch {
      if (in.isNumber()) {
        return (int) in.integer("reportType", 0, Integer.MAX_VALUE);
      }
      String name = in.string("reportType", LONGEST_TEXT);
      for (ReportType type : ReportType.values()) {
        if (type.name().equals(name)) {
          return type.getNumber();
        }
      }
      throw in.problem("reportType", "a name of ReportType", "another name");
    }

    EfgsKey toKey() {
      return new EfgsKey(keyData, start, period, risk, visitedCountries, origin, reportType, onset);
    }
  }
}
