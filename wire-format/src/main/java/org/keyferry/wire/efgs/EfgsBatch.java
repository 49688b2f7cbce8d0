package org.keyferry.wire.efgs;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.wire.Problem;
import org.keyferry.wire.efgs.format.DiagnosisKey;
import org.keyferry.wire.efgs.format.DiagnosisKeyBatch;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.MalformedBatch;

/**
 * The body of an EFGS upload or download as {@code application/protobuf; version=1.0}: one {@code
 * eu.interop.DiagnosisKeyBatch}, whose field 1 repeats
 *
 * <pre>
 * 1 bytes   keyData                        5 strings visitedCountries
 * 2 uint32  rollingStartIntervalNumber     6 string  origin
 * 3 uint32  rollingPeriod                  7 enum    reportType
 * 4 int32   transmissionRiskLevel          8 sint32  days_since_onset_of_symptoms
 * </pre>
 *
 * <p>Unknown fields are passed over; no signature covers them. No bytes are a batch without keys,
 * which a download may be.
 *
 * @param keys in the order of the body
 */
public record EfgsBatch(List<EfgsKey> keys) {
  /** Media type of this form. */
  public static final String MEDIA_TYPE = "application/protobuf; version=1.0";

  private static final String WHAT = "protobuf message";

  public EfgsBatch {
    keys = List.copyOf(keys);
  }

  /**
   * Reads a body.
   *
   * @param where what problems name as the place
   * @throws MalformedBatch if it is none, or beyond the limits
   */
  public static EfgsBatch read(byte[] body, String where, BatchLimits limits)
      throws MalformedBatch {
    limits.check(body, where);
    var in = CodedInputStream.newInstance(body);
    var keys = new ArrayList<EfgsKey>();
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == DiagnosisKeyBatch.KEYS_FIELD_NUMBER) {
          limits.checkKeys(keys.size() + 1, where);
          keys.add(key(in, tag, where, limits, keys.size()));
        } else if (!in.skipField(tag)) {
          throw broken(where, "the end of a group");
        }
      }
      return new EfgsBatch(keys);
    } catch (IOException e) {
      throw broken(where + ", behind key " + keys.size(), "a broken one");
    }
  }

  private static EfgsKey key(
      CodedInputStream in, int tag, String where, BatchLimits limits, int number)
      throws IOException, MalformedBatch {
    if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      throw broken(where, "field 1 of another wire type");
    }
    var message = DiagnosisKey.newBuilder();
    in.readMessage(message, ExtensionRegistryLite.getEmptyRegistry());
    int regions = message.getVisitedCountriesCount();
    if (regions > limits.mostRegions()) {
      throw new MalformedBatch(
          new Problem(
              "visitedCountries",
              where + ", key " + (number + 1),
              "at most " + limits.mostRegions(),
              String.valueOf(regions)));
    }
    return new EfgsKey(
        message.getKeyData(),
        message.getRollingStartIntervalNumber(),
        message.getRollingPeriod(),
        message.getTransmissionRiskLevel(),
        message.getVisitedCountriesList(),
        message.getOrigin(),
        message.getReportTypeValue(),
        message.getDaysSinceOnsetOfSymptoms());
  }

  private static MalformedBatch broken(String where, String actual) {
    return new MalformedBatch(new Problem(WHAT, where, "a DiagnosisKeyBatch", actual));
  }

  /** The body of this batch. */
  public byte[] toByteArray() {
    var message = DiagnosisKeyBatch.newBuilder();
    for (EfgsKey key : keys) {
      message
          .addKeysBuilder()
          .setKeyData(key.keyData())
          .setRollingStartIntervalNumber(key.start())
          .setRollingPeriod(key.period())
          .setTransmissionRiskLevel(key.risk())
          .addAllVisitedCountries(key.visitedCountries())
          .setOrigin(key.origin())
          .setReportTypeValue(key.reportType())
          .setDaysSinceOnsetOfSymptoms(key.onset());
    }
    return message.build().toByteArray();
  }
}
