package org.keyferry.wire.interop;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.JsonInput;
import org.keyferry.wire.hub.MalformedBatch;
import tools.jackson.core.JsonGenerator;

/**
 * A key as the interop server carries it: any field may be wrong. Prints without its bytes.
 *
 * <pre>
 * {"keyData":"standard base64","rollingStartNumber":2647000,"transmissionRiskLevel":0,
 *  "rollingPeriod":144,"regions":["GB-EAW"],"testType":1,"reportType":1,"daysSinceOnset":0,
 *  "origin":"GB-EAW"}
 * </pre>
 *
 * <p>Only downloads have an origin. Senders leave the last four of the others out at times; the
 * first four must be there. Members of other names are passed over.
 *
 * @param keyData what should be 16 bytes
 * @param start what should be an interval number
 * @param period what should be 1 to 144 intervals
 * @param risk what should be 0 to 7
 * @param regions free text of the sender
 * @param testType what should be a code of {@link TestType}
 * @param reportType what should be 0 (unknown) to 5, as in export files
 * @param daysSinceOnset 0 also where it isn't known: the format has no other way to say so
 * @param origin the region whose token uploaded it; empty in uploads
 */
public record InteropExposure(
    ByteString keyData,
    int start,
    int period,
    int risk,
    List<String> regions,
    int testType,
    int reportType,
    int daysSinceOnset,
    String origin) {

  private static final int MOST_KEY_BYTES = 64;
  private static final int LONGEST_TEXT = 64;
  private static final Set<String> REQUIRED =
      Set.of("keyData", "rollingStartNumber", "rollingPeriod", "transmissionRiskLevel");

  public InteropExposure {
    requireNonNull(keyData);
    requireNonNull(origin);
    regions = List.copyOf(regions);
  }

  /** The same with the origin that the server knows. */
  public InteropExposure from(String region) {
    return new InteropExposure(
        keyData, start, period, risk, regions, testType, reportType, daysSinceOnset, region);
  }

  /** Reads an array of exposures. */
  static List<InteropExposure> readAll(JsonInput in, String where, BatchLimits limits)
      throws MalformedBatch {
    var exposures = new ArrayList<InteropExposure>();
    in.array(
        "exposures",
        element -> {
          limits.checkKeys(exposures.size() + 1, where);
          var members = new Members();
          element.object("exposure", REQUIRED, (name, value) -> members.take(name, value, limits));
          exposures.add(members.toExposure());
        });
    return exposures;
  }

  static void writeAll(List<InteropExposure> exposures, JsonGenerator out) {
    out.writeStartArray();
    exposures.forEach(exposure -> exposure.write(out));
    out.writeEndArray();
  }

  private void write(JsonGenerator out) {
    out.writeStartObject();
    out.writeName("keyData");
    out.writeBinary(keyData.toByteArray());
    out.writeNumberProperty("rollingStartNumber", start);
    out.writeNumberProperty("transmissionRiskLevel", risk);
    out.writeNumberProperty("rollingPeriod", period);
    out.writeArrayPropertyStart("regions");
    regions.forEach(out::writeString);
    out.writeEndArray();
    out.writeNumberProperty("testType", testType);
    out.writeNumberProperty("reportType", reportType);
    out.writeNumberProperty("daysSinceOnset", daysSinceOnset);
    if (!origin.isEmpty()) {
      out.writeStringProperty("origin", origin);
    }
    out.writeEndObject();
  }

  @Override
  public String toString() {
    return "InteropExposure[start=" + start + ", period=" + period + "]";
  }

  /** The members of one exposure. */
  private static final class Members {
    private ByteString keyData = ByteString.EMPTY;
    private int start;
    private int period;
    private int risk;
    private List<String> regions = List.of();
    private int testType = TestType.PCR.code();
    private int reportType;
    private int daysSinceOnset;
    private String origin = "";

    void take(String name, JsonInput in, BatchLimits limits) throws MalformedBatch {
      switch (name) {
        case "keyData" -> keyData = ByteString.copyFrom(in.base64(name, MOST_KEY_BYTES));
        case "rollingStartNumber" -> start = number(name, in);
        case "rollingPeriod" -> period = number(name, in);
        case "transmissionRiskLevel" -> risk = number(name, in);
        default -> takeOptional(name, in, limits);
      }
    }

    private void takeOptional(String name, JsonInput in, BatchLimits limits) throws MalformedBatch {
      if (in.isNull()) {
        return;
      }
      switch (name) {
        case "regions" -> regions = in.strings(name, limits.mostRegions(), LONGEST_TEXT);
        case "testType" -> testType = number(name, in);
        case "reportType" -> reportType = number(name, in);
        case "daysSinceOnset" -> daysSinceOnset = number(name, in);
        case "origin" -> origin = in.string(name, LONGEST_TEXT);
        default -> in.skip();
      }
    }

    private static int number(String name, JsonInput in) throws MalformedBatch {
      return (int) in.integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    InteropExposure toExposure() {
      return new InteropExposure(
          keyData, start, period, risk, regions, testType, reportType, daysSinceOnset, origin);
    }
  }
}
