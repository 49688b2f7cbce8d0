package org.keyferry.wire.export;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.keyferry.wire.export.format.TemporaryExposureKey;
import org.keyferry.wire.key.ExposureKey;

/** Decodes one {@code TemporaryExposureKey} after another into the same fields. */
final class KeyDecoder {
  private final CodedInputStream in;
  private final Fields fields;
  private final KeyFields key = new KeyFields();

  KeyDecoder(CodedInputStream in) {
    this.in = in;
    this.fields = new Fields(in);
  }

  /** The next key; its tag was read. */
  KeyFields next() throws IOException {
    fields.clear();
    key.clear();
    int outer = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      field(tag);
    }
    Unreadable.unless(in.getBytesUntilLimit() == 0, "length", "whole keys", "a cut one");
    in.popLimit(outer);
    Unreadable.unless(key.data != null, "key_data", "in each key", "none");
    return key;
  }

  private void field(int tag) throws IOException {
    switch (WireFormat.getTagFieldNumber(tag)) {
      case TemporaryExposureKey.KEY_DATA_FIELD_NUMBER ->
          key.data = fields.bytes(tag, "key_data", ExposureKey.LENGTH);
      case TemporaryExposureKey.TRANSMISSION_RISK_LEVEL_FIELD_NUMBER ->
          key.risk = fields.int32(tag);
      case TemporaryExposureKey.ROLLING_START_INTERVAL_NUMBER_FIELD_NUMBER ->
          key.start = fields.int32(tag);
      case TemporaryExposureKey.ROLLING_PERIOD_FIELD_NUMBER -> key.period = fields.int32(tag);
      case TemporaryExposureKey.REPORT_TYPE_FIELD_NUMBER -> key.reportType = fields.int32(tag);
      case TemporaryExposureKey.DAYS_SINCE_ONSET_OF_SYMPTOMS_FIELD_NUMBER -> {
        key.daysSinceOnset = fields.sint32(tag);
        key.onsetKnown = true;
      }
      default -> fields.skip(tag);
    }
  }
}
