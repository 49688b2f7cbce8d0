package org.keyferry.exporter;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.CorrectBatch;
import org.keyferry.event.v1.FeedCommand;
import org.keyferry.event.v1.RebuildBatch;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SealedManifest;
import org.keyferry.event.v1.WithdrawBatch;

/** Commands with numbers, as the processor writes them into {@code batches.sealed}. */
final class GivenCommands {
  private GivenCommands() {}

  static byte[] withdraw(String feed, long number, long sequence) {
    var withdraw = WithdrawBatch.newBuilder().setSequence(sequence).setReason("wrong test kit");
    return numbered(number, command(feed).setWithdraw(withdraw));
  }

  static byte[] rebuild(String feed, long number, long sequence) {
    return numbered(
        number, command(feed).setRebuild(RebuildBatch.newBuilder().setSequence(sequence)));
  }

  static byte[] correct(String feed, long number, long sequence, List<BatchKey> without)
      throws Exception {
    var correct = CorrectBatch.newBuilder().setSequence(sequence).setReason("keys of a test");
    for (BatchKey key : without) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getKeyData().toByteArray());
      correct.addWithoutKeySha256(ByteString.copyFrom(digest));
    }
    return numbered(number, command(feed).setCorrect(correct));
  }

  private static FeedCommand.Builder command(String feed) {
    return FeedCommand.newBuilder().setFeed(feed).setId(UUID.randomUUID().toString());
  }

  private static byte[] numbered(long number, FeedCommand.Builder command) {
    long start = SealedBatchRecords.FIRST_WINDOW;
    return SealedBatch.newBuilder()
        .setFeed(command.getFeed())
        .setSequence(number)
        .setWindowStartSeconds(start)
        .setWindowEndSeconds(start + SealedBatchRecords.WINDOW)
        .setManifest(SealedManifest.newBuilder().setRegion("NL").setCommand(command))
        .build()
        .toByteArray();
  }
}
