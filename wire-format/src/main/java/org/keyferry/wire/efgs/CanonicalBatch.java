package org.keyferry.wire.efgs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/**
 * The bytes that an EFGS signature is over; the order of the keys in a body makes no difference.
 *
 * <p>A key's record is ASCII: eight parts in standard base64 with padding, each followed by a dot.
 *
 * <pre>
 * 1 keyData, raw                                  5 visitedCountries joined by commas, ASCII
 * 2 rollingStartIntervalNumber, 4 bytes BE        6 origin, ASCII
 * 3 rollingPeriod, 4 bytes BE                     7 reportType as number, 4 bytes BE
 * 4 transmissionRiskLevel, 4 bytes BE, signed     8 days since onset, 4 bytes BE, signed
 * </pre>
 *
 * <p>Records are sorted by the base64 of the whole record, compared character by character, and
 * joined without anything between them. That order is neither the one of key bytes nor the one of
 * the records themselves.
 */
public final class CanonicalBatch {
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private CanonicalBatch() {}

  private record Sortable(String order, String record) {}

  /** The record of one key, which is also what EFGS tells keys apart by. */
  public static byte[] record(EfgsKey key) {
    return text(key).getBytes(US_ASCII);
  }

  private static String text(EfgsKey key) {
    var text = new StringBuilder(160);
    part(text, key.keyData().toByteArray());
    part(text, number(key.start()));
    part(text, number(key.period()));
    part(text, number(key.risk()));
    part(text, String.join(EfgsKey.COMMA, key.visitedCountries()).getBytes(US_ASCII));
    part(text, key.origin().getBytes(US_ASCII));
    part(text, number(key.reportType()));
    part(text, number(key.onset()));
    return text.toString();
  }

  private static void part(StringBuilder text, byte[] value) {
    text.append(BASE64.encodeToString(value)).append('.');
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  /** The bytes of keys that were signed together. */
  public static byte[] of(List<EfgsKey> keys) {
    var records = new ArrayList<Sortable>(keys.size());
    for (EfgsKey key : keys) {
      String record = text(key);
      records.add(new Sortable(BASE64.encodeToString(record.getBytes(US_ASCII)), record));
    }
    records.sort(Comparator.comparing(Sortable::order));
    var text = new StringBuilder();
    records.forEach(sortable -> text.append(sortable.record()));
    return text.toString().getBytes(US_ASCII);
  }
}
