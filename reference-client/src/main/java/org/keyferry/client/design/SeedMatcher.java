package org.keyferry.client.design;

import com.google.protobuf.ByteString;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.keyferry.client.follow.ReceivedFile;
import org.keyferry.client.follow.Receiver;
import org.keyferry.wire.edi.EphemeralIdRecord;
import org.keyferry.wire.edi.SeedRecord;
import org.keyferry.wire.filter.Dp3tItems;
import org.keyferry.wire.key.Region;

/**
 * The seed design, DP-3T low-cost: from a person's key of a day follow the identifiers of that day,
 * and the key of the next day. All of them are rebuilt until today and looked up in what was heard.
 * Lists of identifiers themselves are compared directly.
 */
public final class SeedMatcher implements Receiver {
  /** Older days are nobody's who may be told. */
  private static final int MOST_DAYS = 21;

  private static final int EPOCHS_OF_A_DAY = Dp3tItems.EPOCHS_OF_A_DAY;

  private final HeardIdentifiers heard;
  private final InstantSource clock;
  private final Matches matches = new Matches();

  public SeedMatcher(HeardIdentifiers heard, InstantSource clock) {
    this.heard = heard;
    this.clock = clock;
  }

  @Override
  public void received(ReceivedFile file) {
    file.records()
        .forEach(record -> {
          boolean wasNear =
              switch (record) {
                case SeedRecord seed -> wasNear(seed);
                case EphemeralIdRecord identifier ->
                    heard.contains(
                        identifier.key(),
                        LocalDate.ofEpochDay(identifier.epoch() / EPOCHS_OF_A_DAY));
                default -> false;
              };
          if (wasNear) {
            matches.add(file.region(), record.key());
          }
        });
  }

  private boolean wasNear(SeedRecord seed) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    ByteString key = seed.key();
    LocalDate day = seed.day();
    for (int i = 0; i < MOST_DAYS && !day.isAfter(today); i++) {
      for (byte[] identifier : Dp3tItems.identifiersOfDay(key)) {
        if (heard.contains(ByteString.copyFrom(identifier), day)) {
          return true;
        }
      }
      key = Dp3tItems.nextDayKey(key);
      day = day.plusDays(1);
    }
    return false;
  }

  @Override
  public void startOver(Region region) {
    matches.startOver(region);
  }

  /** What was found so far. */
  public Matches matches() {
    return matches;
  }
}
