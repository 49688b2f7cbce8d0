package org.keyferry.client.follow;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.client.trust.Attack;
import org.keyferry.client.trust.AttackDetected;
import org.keyferry.wire.edi.EdiReader;
import org.keyferry.wire.edi.EdiRecord;
import org.keyferry.wire.edi.GaenRecord;
import org.keyferry.wire.edi.MalformedEdi;
import org.keyferry.wire.filter.ExposureFilter;
import org.keyferry.wire.filter.FilterReader;
import org.keyferry.wire.filter.MalformedFilter;
import org.keyferry.wire.key.DiagnosisKey;

/** Reads objects whose digest was right. */
final class VerifiedObjects {
  private VerifiedObjects() {}

  /**
   * What is in an EDI1 file.
   *
   * @param keys temporary exposure keys
   * @param others records of other kinds
   */
  record Records(List<DiagnosisKey> keys, List<EdiRecord> others) {}

  static Records records(ByteString bytes, String name) throws IOException, AttackDetected {
    var records = new Records(new ArrayList<>(), new ArrayList<>());
    try {
      new EdiReader()
          .read(
              bytes.newInput(),
              name,
              record -> {
                if (record instanceof GaenRecord gaen) {
                  records.keys().add(gaen.diagnosis());
                } else {
                  records.others().add(record);
                }
              });
      return records;
    } catch (MalformedEdi e) {
      throw new AttackDetected(Attack.MALFORMED, e.problem());
    }
  }

  static ExposureFilter filter(ByteString bytes, String name) throws IOException, AttackDetected {
    try {
      return new FilterReader().read(bytes.newInput(), name);
    } catch (MalformedFilter e) {
      throw new AttackDetected(Attack.MALFORMED, e.problem());
    }
  }
}
