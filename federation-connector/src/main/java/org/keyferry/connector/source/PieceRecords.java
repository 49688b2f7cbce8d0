package org.keyferry.connector.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.keyferry.connector.pull.Piece;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.PullProgress;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

/** The records of a piece: its keys, then how far its feed has been read. */
final class PieceRecords {
  private final Map<String, ?> partition;
  private final Map<String, ?> offset;
  private final long time;

  private PieceRecords(Piece piece) {
    this.partition = Positions.partition(piece.source());
    this.offset = piece.after().toOffset();
    this.time = piece.arrival().toEpochMilli();
  }

  static void add(Piece piece, List<SourceRecord> records) {
    var made = new PieceRecords(piece);
    for (FederatedKey key : piece.keys()) {
      byte[] bytes = key.getTemporaryExposureKey().getKeyData().toByteArray();
      records.add(made.record(Topics.KEYS_FEDERATED, bytes, key.toByteArray()));
    }
    piece.progress().ifPresent(progress -> records.add(made.progress(progress)));
  }

  private SourceRecord progress(PullProgress progress) {
    byte[] key = (progress.getPeer() + " " + progress.getFeed()).getBytes(StandardCharsets.UTF_8);
    return record(Topics.PEERS_PROGRESS, key, progress.toByteArray());
  }

  private SourceRecord record(Topic<?> topic, byte[] key, byte[] value) {
    return new SourceRecord(
        partition,
        offset,
        topic.name(),
        null,
        Schema.BYTES_SCHEMA,
        key,
        Schema.BYTES_SCHEMA,
        value,
        time);
  }
}
