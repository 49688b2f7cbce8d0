package org.keyferry.local.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.LocalDate;
import java.util.Base64;
import org.keyferry.wire.edi.EdiRecord;
import org.keyferry.wire.edi.EphemeralIdRecord;
import org.keyferry.wire.edi.GaenRecord;
import org.keyferry.wire.edi.SeedRecord;
import org.keyferry.wire.edi.TcnRecord;

/**
 * A record of an EDI1 file, which is public. It prints redacted all the same.
 *
 * @param key base64 of the bytes by which records are sorted; null for exposure keys
 * @param day first day of a seed
 * @param epoch of an ephemeral identifier
 * @param exposureKey an exposure key with all its fields
 */
@JsonInclude(Include.NON_NULL)
public record InspectedRecord(String key, LocalDate day, Long epoch, InspectedKey exposureKey) {

  static InspectedRecord of(EdiRecord each) {
    String key = Base64.getEncoder().encodeToString(each.key().toByteArray());
    return switch (each) {
      case GaenRecord gaen ->
          new InspectedRecord(null, null, null, InspectedKey.of(gaen.diagnosis(), false));
      case SeedRecord seed -> new InspectedRecord(key, seed.day(), null, null);
      case EphemeralIdRecord id -> new InspectedRecord(key, null, id.epoch(), null);
      case TcnRecord _ -> new InspectedRecord(key, null, null, null);
    };
  }

  @Override
  public String toString() {
    return "InspectedRecord[redacted]";
  }
}
