package org.keyferry.wire.efgs;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import java.util.List;

/**
 * A key as EFGS carries it: any field may be wrong, for the signature covers what was sent. Prints
 * without its bytes.
 *
 * @param keyData what should be 16 bytes
 * @param start what should be an interval number; unsigned
 * @param period what should be 1 to 144 intervals; unsigned
 * @param risk what should be 0 to 8, or {@link #NO_RISK}
 * @param visitedCountries in the order of the sender
 * @param origin what should be the code of the country that vouches for the key
 * @param reportType what should be a number of {@code ReportType}, 0 to 5
 * @param onset days since onset of symptoms in the encoding of {@link OnsetCode}
 */
public record EfgsKey(
    ByteString keyData,
    int start,
    int period,
    int risk,
    List<String> visitedCountries,
    String origin,
    int reportType,
    int onset) {

  /** The transmission risk of a key that has none. */
  public static final int NO_RISK = Integer.MAX_VALUE;

  /** How the codes of countries are joined; no code may contain it. */
  static final String COMMA = ",";

  public EfgsKey {
    requireNonNull(keyData);
    requireNonNull(origin);
    visitedCountries = List.copyOf(visitedCountries);
  }

  @Override
  public String toString() {
    return "EfgsKey[origin of " + origin.length() + " characters, start=" + start + "]";
  }
}
