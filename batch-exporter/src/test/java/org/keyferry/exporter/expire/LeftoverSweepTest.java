package org.keyferry.exporter.expire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.edge.store.StoreContents;
import org.keyferry.edge.store.StoredPiece;
import org.keyferry.edge.store.StoredPiece.Kind;

@Tag("SP3")
class LeftoverSweepTest {
  private static final Instant NOW = Instant.parse("2026-03-20T00:00:00Z");

  private final List<StoredPiece> pieces = new ArrayList<>();

  @Test
  void versionsAndUploadsGoAfterADayAndObjectsStay() throws IOException {
    var object = piece(Kind.OBJECT, Duration.ofDays(13));
    piece(Kind.OLD_VERSION, Duration.ofDays(1));
    piece(Kind.UNFINISHED_UPLOAD, Duration.ofDays(2));
    var young = piece(Kind.OLD_VERSION, Duration.ofHours(23));
    var underWay = piece(Kind.UNFINISHED_UPLOAD, Duration.ofMinutes(1));

    new LeftoverSweep(contents(), () -> NOW).sweep();

    assertThat(pieces).containsExactly(object, young, underWay);
  }

  private StoredPiece piece(Kind kind, Duration age) {
    var piece = new StoredPiece(kind, "public/NL/" + pieces.size(), "id", NOW.minus(age));
    pieces.add(piece);
    return piece;
  }

  private StoreContents contents() {
    return new StoreContents() {
      @Override
      public List<StoredPiece> list(String prefix) {
        return List.copyOf(pieces);
      }

      @Override
      public void remove(StoredPiece piece) {
        pieces.remove(piece);
      }
    };
  }
}
